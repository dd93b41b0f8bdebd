import { Injectable } from '@nestjs/common';
import type { ClinicDay } from '#platform';
import { KeptApartPairsQuery } from '../keep-apart/kept-apart-pairs.query.js';
import { bringsTogether } from '../keep-apart/together.js';
import type { EditSeriesInput } from './edit-series-input.js';
import type { MatchedDate } from './match-dates.js';
import type { DateState } from './plan-series.js';
import { comersOn, type SeriesFrame } from './series-plan.service.js';
import type { SeriesSession, StoredSeries } from './series-state.query.js';
import { stands, type Target } from './series-target.js';

/** What becomes of a date, and how it stands. */
interface DateToBe {
  day: ClinicDay;
  action: MatchedDate['action'];
  session: SeriesSession | null;
  target: Target | null;
  state: DateState;
}

/** A change of a series, as far as it decides who meets whom. */
interface Change {
  series: StoredSeries;
  input: EditSeriesInput;
  frame: SeriesFrame;
  /** Whether a new series carries the dates on. */
  split: boolean;
}

/** Marks the dates of a changed series on which two would meet who are kept apart: saving refuses those. */
@Injectable()
export class ApartDates {
  constructor(private readonly pairs: KeptApartPairsQuery) {}

  async mark(clinicId: string, dates: readonly DateToBe[], change: Change): Promise<void> {
    const going = dates.flatMap((date) => (date.target && date.action !== 'keep' ? [{ date, target: date.target }] : []));
    const people = change.frame.template.people.map((one) => one.clientId);
    const pairs = await this.pairs.among(clinicId, [...new Set([...people, ...going.flatMap(({ target }) => target.clientIds)])]);
    if (pairs.length === 0) return;
    const newlyTogether = await this.newlyTogether(pairs, people, change);
    for (const { date, target } of going) {
      const { elsewhere, joining } = date.session ? stands(date.session, target) : { elsewhere: true, joining: [] };
      const coming = elsewhere ? target.clientIds : joining;
      if (newlyTogether || bringsTogether({ startsAt: target.startsAt, clientIds: target.clientIds, coming, belonging: belonging(date, change) }, pairs)) date.state = 'apart';
    }
  }

  /** Whether the series itself brings two together who never met in it: then none of its dates can be. */
  private async newlyTogether(pairs: Awaited<ReturnType<KeptApartPairsQuery['among']>>, people: readonly string[], { series, input, split }: Change): Promise<boolean> {
    const written = input.scope !== 'this' && (split || input.staffIds !== undefined || input.clientIds !== undefined);
    if (series.groupId !== null || !written) return false;
    const ofSeries = pairs.filter((pair) => people.includes(pair.clientId) && people.includes(pair.otherClientId));
    const before = split || series.continuesId === null ? [series.id] : [series.id, series.continuesId];
    return (await this.pairs.strangers(ofSeries, before)).length > 0;
  }
}

/** Who belongs to the series while a date of it is written: to its group on that day, or to itself. */
function belonging(date: DateToBe, { series, frame }: Change): string[] {
  if (series.groupId !== null) return comersOn(frame.template, date.day).map((one) => one.clientId);
  return date.session ? series.clientIds : frame.template.people.map((one) => one.clientId);
}
