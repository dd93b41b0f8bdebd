import type { FhirReference, FhirResource } from './fhir-resource.js';

/** Whom a visit may name: only these need to be found again, and keeping their addresses keeps memory small. */
const NAMED = new Set(['Patient', 'Group', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Location', 'HealthcareService', 'Device', 'Organization', 'CareTeam']);

/** What is kept of a resource others point at. */
interface Target {
  type: string;
  externalId: string | null;
}

/** Finds what a reference of one resource points at, among the resources of its file. */
export class FhirReferences {
  private readonly byAddress = new Map<string, Target>();

  /** Notes the addresses by which a resource is reached; the first to have one keeps it. */
  add(resource: FhirResource, fullUrl: string | undefined): void {
    const { resourceType: type, id } = resource;
    if (!NAMED.has(type)) return;
    const target: Target = { type, externalId: externalIdOf(resource) };
    const note = (address: string): void => {
      if (!this.byAddress.has(address)) this.byAddress.set(address, target);
    };
    if (fullUrl !== undefined) note(fullUrl);
    if (id !== undefined) {
      note(`${type}/${id}`);
      note(`urn:uuid:${id}`);
    }
    for (const identifier of Array.isArray(resource.identifier) ? resource.identifier : []) {
      if (identifier?.value !== undefined) note(identifierAddress(type, identifier.system, identifier.value));
    }
  }

  /**
   * The external id a reference means: the id of the resource it leads to in this file, else the id its own text names
   * (`Patient/123`, `https://elsewhere/fhir/Patient/123`, `urn:uuid:…`), which an earlier import may have brought.
   * @returns null for a reference that names nothing of the type.
   */
  externalId(reference: FhirReference | undefined, type: string, from: FhirResource): string | null {
    if (!reference) return null;
    const address = typeof reference.reference === 'string' ? reference.reference.trim() : '';
    if (address.startsWith('#')) {
      const inside = (from.contained ?? []).find((resource) => resource?.id === address.slice(1) && resource.resourceType === type);
      return inside?.id === undefined ? null : `${from.resourceType}/${from.id ?? ''}#${inside.id}`;
    }
    if (address !== '') {
      const bare = address.replace(/\/_history\/[^/]+$/, '');
      const entry = this.byAddress.get(bare) ?? this.byAddress.get(bare.replace(/^.*\/([A-Za-z]+\/[^/]+)$/, '$1'));
      if (entry) return entry.type === type ? entry.externalId : null;
      const named = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/.exec(bare);
      if (named) return named[1] === type ? (named[2] as string) : null;
      const urn = /^urn:(?:uuid|oid):(.+)$/.exec(bare);
      if (urn) return urn[1] as string;
      const query = /^([A-Z][A-Za-z]+)\?identifier=(?:([^|]*)\|)?(.+)$/.exec(bare);
      if (query && query[1] === type) return this.byIdentifier(type, query[2], query[3] as string);
    }
    const { identifier } = reference;
    return typeof identifier?.value === 'string' ? this.byIdentifier(type, identifier.system, identifier.value) : null;
  }

  private byIdentifier(type: string, system: string | undefined, value: string): string {
    const entry = this.byAddress.get(identifierAddress(type, system, value));
    return entry?.externalId ?? value;
  }
}

/** The id a resource is known by again: its own, else its first identifier. */
export function externalIdOf(resource: FhirResource): string | null {
  if (typeof resource.id === 'string' && resource.id !== '') return resource.id;
  const identifier = (Array.isArray(resource.identifier) ? resource.identifier : []).find((one) => typeof one?.value === 'string');
  return identifier?.value ?? null;
}

/** How a logical reference (by identifier) is looked up. */
function identifierAddress(type: string, system: string | undefined, value: string): string {
  return `${type}?identifier=${system ?? ''}|${value}`;
}
