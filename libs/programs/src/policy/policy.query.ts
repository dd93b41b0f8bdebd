import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, notFound, type ClinicDay } from '#platform';
import type { Population } from '../program/program.entity.js';
import { PARAMETER_KEYS, parameterFacts, type ParameterKey } from './parameters.js';
import { PolicyLayersQuery } from './policy-layers.query.js';
import type { FollowedProfileDto, LayerValueDto, ParameterListDto, PlannedValueDto, PolicyDto, PolicyNumberDto } from './policy.dto.js';
import { policySegments, sameValue, sayings, type FollowedProfile, type PolicySegment } from './resolve-policy.js';

interface HeadRow {
  population: Population;
  policyVersionId: string;
  number: number;
  effectiveFrom: ClinicDay;
  effectiveTo: ClinicDay | null;
  ownProfileId: string;
  ownProfileVersion: number;
}

/** A program's policy on a day, every number with all that is said of it. */
@Injectable()
export class PolicyQuery {
  constructor(
    private readonly database: Database,
    private readonly layers: PolicyLayersQuery,
    private readonly clinics: ClinicsReader,
  ) {}

  /** The closed list of parameters. */
  parameters(): ParameterListDto {
    return {
      items: PARAMETER_KEYS.map((key) => {
        const { min, max, ...facts } = parameterFacts(key);
        return { key, ...facts, min: min ?? null, max: max ?? null };
      }),
    };
  }

  /** @throws DomainError 404. */
  async run(clinicId: string, programId: string, on?: ClinicDay): Promise<PolicyDto> {
    const day = on ?? (await this.clinics.today(clinicId));
    const head = await this.database.maybe<HeadRow>(
      `select p.population, v.id as "policyVersionId", v.number, v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo",
         own.id as "ownProfileId", own.version as "ownProfileVersion"
       from programs.program p
       join programs.rule_profile own on own.program_id = p.id
       join programs.policy_version v on v.program_id = p.id and v.superseded_at is null and v.effective_from <= $3 and (v.effective_to is null or v.effective_to >= $3)
       where p.clinic_id = $1 and p.id = $2`,
      [clinicId, programId, day],
    );
    if (!head) throw notFound('program');
    const { population, ...version } = head;
    const layers = await this.layers.run(programId);
    const later = policySegments(layers, population).filter((segment) => segment.from > day);
    return {
      on: day,
      ...version,
      numbers: PARAMETER_KEYS.map((parameter) => numberOn(layers, population, parameter, day, later)),
      follows: await this.follows(programId),
    };
  }

  private async follows(programId: string): Promise<FollowedProfileDto[]> {
    return this.database.rows<FollowedProfileDto>(
      `select f.id, f.profile_id as "profileId", p.name, p.layer, p.clinic_id is null as shared, f.effective_from as "effectiveFrom", f.effective_to as "effectiveTo"
       from programs.program_profile f join programs.rule_profile p on p.id = f.profile_id
       where f.program_id = $1 and f.superseded_at is null order by f.effective_from, p.name, f.id`,
      [programId],
    );
  }
}

function numberOn(layers: readonly FollowedProfile[], population: Population, parameter: ParameterKey, day: ClinicDay, later: readonly PolicySegment[]): PolicyNumberDto {
  const said: LayerValueDto[] = sayings(layers, population, parameter, day).map(({ profile, said: one }) => ({
    layer: profile.layer,
    profileId: profile.profileId,
    profileName: profile.name,
    value: one.value,
    source: one.source,
    evidence: one.evidence,
    // A number holds here from the later of its own first day and that of the profile, to the earlier of the two last.
    effectiveFrom: one.effectiveFrom > profile.from ? one.effectiveFrom : profile.from,
    effectiveTo: earlier(one.effectiveTo, profile.to),
  }));
  const winner = said[0];
  if (!winner) throw new Error(`No layer sets ${parameter} on ${day}.`);
  return { parameter, value: winner.value, layers: said, why: whyItWins(said), next: nextValue(parameter, winner, later) };
}

function nextValue(parameter: ParameterKey, now: LayerValueDto, later: readonly PolicySegment[]): PlannedValueDto | null {
  const next = later.find((segment) => !sameValue(segment.parameters[parameter].value, now.value));
  return next ? { value: next.parameters[parameter].value, from: next.from, layer: next.parameters[parameter].layer } : null;
}

function earlier(one: ClinicDay | null, other: ClinicDay | null): ClinicDay | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

const LAYER_WORDS = { base: 'the base', state: 'the state', accreditor: 'the accreditor', payer: 'the payer', program: 'the program' } as const;

function whyItWins([winner, ...others]: readonly LayerValueDto[]): string {
  if (!winner) return '';
  if (others.length === 0) return winner.layer === 'base' ? 'No other layer says anything, so the base holds.' : `Only ${LAYER_WORDS[winner.layer]} says anything.`;
  const same = others.find((other) => other.layer === winner.layer);
  if (same) return `Of two profiles in one layer the one followed since later wins: ${winner.profileName} over ${same.profileName}.`;
  const beaten = [...new Set(others.map((other) => LAYER_WORDS[other.layer]))];
  const last = beaten.pop() ?? '';
  return `${capital(LAYER_WORDS[winner.layer])} comes after ${beaten.length > 0 ? `${beaten.join(', ')} and ${last}` : last}, so its number wins.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
