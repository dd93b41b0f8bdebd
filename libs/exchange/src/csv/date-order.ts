import { clinicDay, clinicDayOf, instantOf, wallTime, type ClinicDay, type TimeZone } from '#platform';
import { quoted, type Read } from './read-value.js';
import { arranged, isRealDate, ordersOf, shapeOf, two, type AnyOrder, type DateOrder } from './written-date.js';

/** How a column of dates is to be read: found by `DateEvidence`, or chosen by a person where that asks. */
export interface DateFormat {
  /** Not needed by a column that writes the year first or the month by name. */
  readonly order?: AnyOrder;
  /** For two-digit years: up to this number they are 20xx, above it 19xx. A person decides; nothing assumes it. */
  readonly lastYearOf2000s?: number;
  /** The column writes midnight where it means no time: `2016-04-29T00:00:00Z` is that day, in any zone. */
  readonly midnightIsNoTime?: boolean;
}

/** What the whole of a column says about its dates. */
export interface DateFinding {
  /** `known`: the format reads every date there is one way only. `ask`: a person must choose. `none`: no dates here. */
  readonly kind: 'known' | 'ask' | 'none';
  readonly format: DateFormat;
  /** Orders that would read the column, to choose from. */
  readonly orders: readonly AnyOrder[];
  /** Years have two digits: the century must be asked too. */
  readonly asksCentury: boolean;
  readonly times: 'none' | 'midnight' | 'present';
  /** Whether times say their offset from UTC; where they do not, they are wall time in the clinic's zone. */
  readonly offsets: 'none' | 'some' | 'all';
  readonly dates: number;
  readonly notDates: number;
  /** One sentence for the screen. */
  readonly why: string;
}

/** A moment as a cell writes it. */
interface Written {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly secondOfDay: number | undefined;
  readonly offsetMinutes: number | undefined;
}

const DECIDING_SHARE = 0.1;

/**
 * Gathers what every cell of a column says about the order of day and month. Never guesses: `03/04/2026` alone says
 * nothing. A day above 12 decides, if enough rows have one: among dates of a true day-first column most do, so a lone one
 * among many is likelier a slip of the hand, and a person is asked.
 */
export class DateEvidence {
  #self = 0;
  #dayFirst = 0;
  #monthFirst = 0;
  #either = 0;
  #twoDigit = 0;
  #twoDigitNamed = 0;
  #notDates = 0;
  #times = 0;
  #midnights = 0;
  #offsets = 0;
  readonly #twoDigitOrders = new Set<AnyOrder>(['dmy', 'mdy', 'ymd']);

  /** Takes one cell into account; blank cells say nothing. */
  add(text: string): void {
    if (text.trim() === '') return;
    const shape = shapeOf(text);
    if (shape === undefined || ordersOf(shape).length === 0) {
      this.#notDates++;
      return;
    }
    const orders = ordersOf(shape);
    if (shape.kind === 'self') this.#self++;
    else if (shape.kind === 'twoDigitYear') {
      this.#twoDigit++;
      if (shape.named) this.#twoDigitNamed++;
      else for (const order of this.#twoDigitOrders) if (!orders.includes(order)) this.#twoDigitOrders.delete(order);
    } else if (orders.length === 2) this.#either++;
    else if (orders[0] === 'dmy') this.#dayFirst++;
    else this.#monthFirst++;
    if (shape.secondOfDay !== undefined) this.#times++;
    if (shape.secondOfDay === 0) this.#midnights++;
    if (shape.offsetMinutes !== undefined) this.#offsets++;
  }

  /** What the column says, once every cell has been added. */
  finding(): DateFinding {
    const dates = this.#self + this.#dayFirst + this.#monthFirst + this.#either + this.#twoDigit;
    const times = this.#times === 0 ? 'none' : this.#midnights === this.#times ? 'midnight' : 'present';
    const offsets = this.#offsets === 0 ? 'none' : this.#offsets === this.#times ? 'all' : 'some';
    const format: DateFormat = times === 'midnight' ? { midnightIsNoTime: true } : {};
    const base = { format, times, offsets, dates, notDates: this.#notDates, asksCentury: this.#twoDigit > 0 } as const;
    if (dates === 0) return { ...base, kind: 'none', orders: [], why: this.#notDates === 0 ? 'The column is empty.' : 'No cell of this column reads as a date.' };
    if (this.#twoDigit > 0) {
      const orders = this.#ordersToAsk();
      return { ...base, kind: 'ask', orders, why: `Years have two digits: say the century${orders.length > 0 ? ' and the order of day and month' : ''}.` };
    }
    return this.#yearLastFinding(base);
  }

  #yearLastFinding(base: Omit<DateFinding, 'kind' | 'orders' | 'why'>): DateFinding {
    const [first, second] = [this.#dayFirst, this.#monthFirst];
    const numbers = first + second + this.#either;
    const both: readonly DateOrder[] = ['dmy', 'mdy'];
    if (numbers === 0) return { ...base, kind: 'known', format: { ...base.format, order: 'ymd' }, orders: ['ymd'], why: 'Every date says itself which part is the month.' };
    if (first > 0 && second > 0) return { ...base, kind: 'ask', orders: both, why: `${rows(first)} can only be day first, ${rows(second)} only month first.` };
    const deciding = first + second;
    if (deciding === 0) return { ...base, kind: 'ask', orders: both, why: 'No date has a day above 12, so day and month cannot be told apart.' };
    if (deciding < numbers * DECIDING_SHARE) return { ...base, kind: 'ask', orders: both, why: `Only ${deciding} of ${numbers} dates ${deciding === 1 ? 'has' : 'have'} a day above 12, too few to be sure.` };
    const order: DateOrder = first > 0 ? 'dmy' : 'mdy';
    return { ...base, kind: 'known', format: { ...base.format, order }, orders: [order], why: `${rows(deciding)} can only be ${order === 'dmy' ? 'day' : 'month'} first, none the other way.` };
  }

  /** Orders left where some years have two digits: none to choose where every such date names its month. */
  #ordersToAsk(): AnyOrder[] {
    const yearLast = this.#dayFirst + this.#monthFirst + this.#either;
    if (yearLast === 0 && this.#twoDigit === this.#twoDigitNamed) return [];
    return [...this.#twoDigitOrders].filter((order) => yearLast === 0 || order !== 'ymd');
  }
}

/** The day a cell names. A time with an offset is an instant, and its day the one the clinic's wall shows then. */
export function readDay(text: string, format: DateFormat, zone: TimeZone): Read<ClinicDay> {
  const read = readWritten(text, format);
  if ('problem' in read) return read;
  const written = read.value;
  if (written.offsetMinutes === undefined || (format.midnightIsNoTime && written.secondOfDay === 0)) return { value: dayOf(written) };
  return { value: clinicDayOf(instantAt(written, zone), zone) };
}

/** The instant a cell names: by its own offset, or else as wall time in the clinic's zone. A cell without a time is refused. */
export function readInstant(text: string, format: DateFormat, zone: TimeZone): Read<Date> {
  const read = readWritten(text, format);
  if ('problem' in read) return read;
  if (read.value.secondOfDay === undefined || (format.midnightIsNoTime && read.value.secondOfDay === 0)) return { problem: `${quoted(text)} has no time of day.` };
  return { value: instantAt(read.value, zone) };
}

function readWritten(text: string, format: DateFormat): Read<Written> {
  const shape = shapeOf(text);
  if (shape === undefined) return { problem: `${quoted(text)} is not a date.` };
  const { secondOfDay, offsetMinutes } = shape;
  const order = shape.kind === 'self' ? 'ymd' : shape.named ? 'dmy' : format.order;
  if (order === undefined || (shape.kind === 'yearLast' && order === 'ymd')) return { problem: `${quoted(text)} may be day first or month first; say which for this column.` };
  const { day, month, year: written } = arranged(shape.parts, order);
  if (shape.kind === 'twoDigitYear' && format.lastYearOf2000s === undefined) return { problem: `${quoted(text)} has a two-digit year; say the century for this column.` };
  const year = shape.kind === 'twoDigitYear' ? written + (written <= (format.lastYearOf2000s ?? 0) ? 2000 : 1900) : written;
  if (!isRealDate(year, month, day)) return { problem: `${quoted(text)} is not a day of the calendar${shape.kind === 'self' ? '' : order === 'mdy' ? ', read month first' : order === 'dmy' ? ', read day first' : ''}.` };
  return { value: { year, month, day, secondOfDay, offsetMinutes } };
}

function instantAt(written: Written, zone: TimeZone): Date {
  const seconds = written.secondOfDay ?? 0;
  const day = dayOf(written);
  if (written.offsetMinutes !== undefined) return new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1000 - written.offsetMinutes * 60_000);
  const minute = Math.floor(seconds / 60);
  return new Date(instantOf(day, wallTime(`${two(Math.floor(minute / 60))}:${two(minute % 60)}`), zone).getTime() + (seconds % 60) * 1000);
}

function dayOf({ year, month, day }: Written): ClinicDay {
  return clinicDay(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}

function rows(count: number): string {
  return count === 1 ? '1 date' : `${count} dates`;
}

