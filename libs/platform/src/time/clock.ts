import { Injectable } from '@nestjs/common';

/** The one source of "now". Rules and use cases take it; tests put a fixed one in its place. */
@Injectable()
export class Clock {
  /** The present instant. */
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved: for tests and for building history. */
export class FixedClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  /** Puts the clock to an instant. */
  set(instant: Date): void {
    this.instant = instant;
  }

  /** Moves the clock on by minutes (negative: back). */
  advance(minutes: number): void {
    this.instant = new Date(this.instant.getTime() + minutes * 60_000);
  }
}
