import type { FastifyReply, FastifyRequest } from 'fastify';

const HEARTBEAT_MS = 15_000;
/** Where the browser waits before it asks again, ms. */
const COME_BACK_MS = 3000;
/** What a reader who does not keep up may leave unread before the connection is let go, bytes. */
const MOST_UNREAD = 64 * 1024;

/**
 * A stream of server-sent events to one browser. It beats every fifteen seconds, so that a dead connection is noticed on
 * both sides, and is gone for good when either side closes it; whatever belongs to it is let go in `whenClosed`.
 */
export class EventStream {
  /** What the browser heard last before it came back. */
  readonly lastEventId: string | undefined;
  private readonly raw: FastifyReply['raw'];
  private readonly endings: (() => void)[] = [];
  private readonly heart: NodeJS.Timeout;
  private closed = false;

  /** Answers the request with a stream; nothing else may answer it any more. */
  constructor(request: FastifyRequest, reply: FastifyReply) {
    const last = request.headers['last-event-id'];
    this.lastEventId = Array.isArray(last) ? last[0] : last;
    reply.hijack();
    this.raw = reply.raw;
    this.raw.on('close', () => this.gone());
    this.raw.on('error', () => this.gone());
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) this.raw.setHeader(name, value);
    // A proxy that gathers answers would keep the events to itself.
    this.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    this.write(`retry: ${COME_BACK_MS}\n\n`);
    this.heart = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS);
    this.heart.unref();
  }

  /** Sends an event; ids and versions only, for a stream outlives many a right. */
  send(event: string, data: object, id?: string): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Says why, and ends the stream. */
  end(reason: string): void {
    if (this.closed) return;
    this.send('end', { reason });
    this.raw.end();
    this.gone();
  }

  /** Runs once when the stream is over, whoever ended it; at once when it is over already. */
  whenClosed(run: () => void): void {
    if (this.closed) run();
    else this.endings.push(run);
  }

  private write(text: string): void {
    if (this.closed) return;
    this.raw.write(text);
    if (this.raw.writableLength > MOST_UNREAD) this.raw.destroy();
  }

  private gone(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.heart);
    for (const run of this.endings) run();
  }
}
