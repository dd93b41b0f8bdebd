import { call, client } from '../../../lib/api/http';

/** The demo sign-ins, where this Stepwell has a demo clinic. */
export async function readDemoAccounts(signal: AbortSignal): Promise<{ email: string; label: string }[]> {
  const answer = await call(client.GET('/api/auth/demo', { signal }));
  return answer.demo ? answer.accounts : [];
}

/** The password of every demo account; it is printed at start and opens nothing but the demo clinic. */
export const DEMO_PASSWORD = 'stepwell-demo';

/** Chooses a new password; every other device is signed out. */
export async function choosePassword(currentPassword: string, newPassword: string): Promise<void> {
  await call(client.POST('/api/auth/password', { body: { currentPassword, newPassword } }));
}

export async function signIn(email: string, password: string): Promise<void> {
  await call(client.POST('/api/auth/login', { body: { email, password } }));
}
