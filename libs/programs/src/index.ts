export { ProgramsModule } from './programs.module.js';
export { PARAMETERS, PARAMETER_KEYS, isParameter, type ParameterKey, type ParameterValue } from './parameters.js';
export { POPULATIONS, TRACKS, type Population, type Track } from './program.entity.js';
export { POLICY_CHANGED, type PolicyChanged } from './programs.events.js';
export { ProgramsReader, type PhaseBrief, type Policy, type ProgramBrief, type ServiceBrief } from './programs.reader.js';
export { type PolicyParameters, type ResolvedValue } from './resolve-policy.js';
export { LAYERS, type Layer } from './rule-profile.entity.js';
export { SERVICE_CATEGORIES, SERVICE_KINDS, type ServiceCategory, type ServiceKind } from './service.entity.js';
