/** The demo clinic's sign-ins, as printed at start. They exist with demo data only. */
const ROLES = ['director', 'therapist', 'prescriber', 'casemanager', 'frontdesk', 'auditor'];

export const demoSignIns = [
  'Demo sign-ins, password stepwell-demo:',
  ...ROLES.map((role) => `  ${role}@demo.stepwell.test`),
].join('\n');
