import { addDays, type ClinicDay } from '#platform';
import { PARAMETERS, PARAMETER_KEYS, amountInWords, type ParameterKey, type ParameterValue } from './parameters.js';
import type { Population } from '../program/program.entity.js';
import { LAYERS, type Layer } from './rule-profile.entity.js';
import type { Evidence } from './rule-value.entity.js';

/** One number of a profile, from a day to a day (no last day: until further notice). */
export interface DatedValue {
  readonly parameter: ParameterKey;
  /** For this population only; null: for all. Within a profile the particular number wins over the general one. */
  readonly population: Population | null;
  readonly value: ParameterValue;
  readonly effectiveFrom: ClinicDay;
  readonly effectiveTo: ClinicDay | null;
  readonly source: string;
  readonly evidence: Evidence;
}

/** A profile a program follows from a day to a day, with its numbers. */
export interface FollowedProfile {
  readonly profileId: string;
  readonly name: string;
  readonly layer: Layer;
  readonly from: ClinicDay;
  readonly to: ClinicDay | null;
  readonly values: readonly DatedValue[];
}

/** A parameter's value with the layer that won and why that number. */
export interface ResolvedValue<V = ParameterValue> {
  readonly value: V;
  readonly layer: Layer;
  readonly profileId: string;
  readonly profileName: string;
  readonly source: string;
  readonly evidence: Evidence;
}

/** The whole policy of one day. */
export type PolicyParameters = { readonly [K in ParameterKey]: ResolvedValue<ParameterValue<K>> };

/** A run of days with one policy. */
export interface PolicySegment {
  readonly from: ClinicDay;
  readonly to: ClinicDay | null;
  readonly parameters: PolicyParameters;
}

/** The first day a policy can speak of: numbers without a known beginning begin here. */
export const ALWAYS = '0001-01-01' as ClinicDay;

/** Whether a day lies in [from, to]; no last day means no end. */
export function covers(range: { readonly from: ClinicDay; readonly to: ClinicDay | null }, day: ClinicDay): boolean {
  return range.from <= day && (range.to === null || day <= range.to);
}

/**
 * The policy of a day: for every parameter the value of the last layer that has one (base < state < accreditor < payer <
 * program). Of two profiles in one layer the one followed since later wins, then the one whose name comes later; within
 * a profile a number for the program's population wins over one for all.
 * @throws Error where the base layer lacks a parameter: it ships with one value for each.
 */
export function resolvePolicy(layers: readonly FollowedProfile[], population: Population, day: ClinicDay): PolicyParameters {
  const weakestFirst = layers.filter((profile) => covers(profile, day)).sort(byStrength);
  const parameters: Partial<Record<ParameterKey, ResolvedValue>> = {};
  for (const profile of weakestFirst) {
    for (const [parameter, one] of valuesOn(profile, population, day)) {
      parameters[parameter] = { value: one.value, layer: profile.layer, profileId: profile.profileId, profileName: profile.name, source: one.source, evidence: one.evidence };
    }
  }
  const missing = PARAMETER_KEYS.find((key) => parameters[key] === undefined);
  if (missing) throw new Error(`No layer sets ${missing} on ${day}.`);
  return parameters as PolicyParameters;
}

/** What a profile says of a parameter on a day. */
export interface Saying {
  readonly profile: FollowedProfile;
  readonly said: DatedValue;
}

/** Everything the layers say of a parameter on a day, the one that wins first. */
export function sayings(layers: readonly FollowedProfile[], population: Population, parameter: ParameterKey, day: ClinicDay): Saying[] {
  return layers
    .filter((profile) => covers(profile, day))
    .sort((one, other) => byStrength(other, one))
    .flatMap((profile) => {
      const said = valuesOn(profile, population, day).get(parameter);
      return said ? [{ profile, said }] : [];
    });
}

/**
 * Every policy a program has ever had or is to have, as runs of days without a gap from the beginning to no end; days
 * next to each other with the same policy are one run.
 */
export function policySegments(layers: readonly FollowedProfile[], population: Population): PolicySegment[] {
  const starts = new Set<ClinicDay>([ALWAYS]);
  const boundary = (from: ClinicDay, to: ClinicDay | null) => {
    starts.add(from);
    if (to !== null) starts.add(addDays(to, 1));
  };
  for (const profile of layers) {
    boundary(profile.from, profile.to);
    for (const one of profile.values) boundary(one.effectiveFrom, one.effectiveTo);
  }
  const days = [...starts].sort();
  const segments: PolicySegment[] = [];
  for (const [index, from] of days.entries()) {
    const next = days[index + 1];
    const to = next === undefined ? null : addDays(next, -1);
    const parameters = resolvePolicy(layers, population, from);
    const before = segments.at(-1);
    if (before && samePolicy(before.parameters, parameters)) segments[segments.length - 1] = { ...before, to };
    else segments.push({ from, to, parameters });
  }
  return segments;
}

/** Whether two policies have the same numbers from the same places. */
export function samePolicy(one: PolicyParameters, other: PolicyParameters): boolean {
  return PARAMETER_KEYS.every((key) => sameResolved(one[key], other[key]));
}

/** Whether two policies have the same numbers, wherever they come from. */
export function sameNumbers(one: PolicyParameters, other: PolicyParameters): boolean {
  return PARAMETER_KEYS.every((key) => sameValue(one[key]?.value, other[key]?.value));
}

/** Whether two values are the same; lists of weekdays by their members. */
export function sameValue(one: ParameterValue | undefined, other: ParameterValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Two numbers of a policy that do not go together, with what to say at each. */
export interface Disagreement {
  readonly lower: { readonly parameter: ParameterKey; readonly detail: string };
  readonly upper: { readonly parameter: ParameterKey; readonly detail: string };
}

const ORDERED: readonly (readonly [ParameterKey, ParameterKey])[] = [
  ['hours.weekly_minimum_minutes', 'hours.weekly_maximum_minutes'],
  ['hours.days_minimum', 'hours.days_maximum'],
  ['group.minimum', 'group.capacity'],
  ['group.minimum', 'group.education_capacity'],
  ['outreach.supervisor_misses', 'outreach.missed_contacts'],
];

/** Numbers of one policy that contradict each other: a minimum above its maximum, more days asked than the program runs. */
export function disagreements(policy: PolicyParameters): Disagreement[] {
  const found: Disagreement[] = [];
  for (const [lower, upper] of ORDERED) {
    const [low, high] = [policy[lower].value as number, policy[upper].value as number];
    if (low <= high) continue;
    found.push({
      lower: { parameter: lower, detail: `must not be above "${PARAMETERS[upper].label}" (${amountInWords(upper, high)})` },
      upper: { parameter: upper, detail: `must not be below "${PARAMETERS[lower].label}" (${amountInWords(lower, low)})` },
    });
  }
  const [asked, runs] = [policy['hours.days_minimum'].value, policy['hours.program_weekdays'].value.length];
  if (asked > runs) {
    found.push({
      lower: { parameter: 'hours.days_minimum', detail: `must not be above the ${runs} days the program runs` },
      upper: { parameter: 'hours.program_weekdays', detail: `must name at least the ${asked} days a week asked of a client` },
    });
  }
  return found;
}

function sameResolved(one: ResolvedValue | undefined, other: ResolvedValue | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    sameValue(one.value, other.value) &&
    one.layer === other.layer &&
    one.profileId === other.profileId &&
    one.profileName === other.profileName &&
    one.source === other.source &&
    one.evidence === other.evidence
  );
}

function byStrength(one: FollowedProfile, other: FollowedProfile): number {
  const layer = LAYERS.indexOf(one.layer) - LAYERS.indexOf(other.layer);
  if (layer !== 0) return layer;
  if (one.from !== other.from) return one.from < other.from ? -1 : 1;
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.profileId < other.profileId ? -1 : 1;
}

function valuesOn(profile: FollowedProfile, population: Population, day: ClinicDay): Map<ParameterKey, DatedValue> {
  const found = new Map<ParameterKey, DatedValue>();
  for (const one of profile.values) {
    if (one.population !== null && one.population !== population) continue;
    if (!covers({ from: one.effectiveFrom, to: one.effectiveTo }, day)) continue;
    const other = found.get(one.parameter);
    if (other === undefined || other.population === null) found.set(one.parameter, one);
  }
  return found;
}
