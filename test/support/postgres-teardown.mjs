/** Jest's global teardown: stops the server that the setup started and removes its folder. */
export default async function tearDown() {
  await globalThis.stepwellTestPostgres?.stop();
}
