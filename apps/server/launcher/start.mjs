/**
 * `npm start`. Needs nothing but Node and npm; everything beyond Node's own modules is loaded after the install.
 * This file stays readable for old versions of Node, so that they can say what they lack.
 */
const wanted = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(`Stepwell needs Node.js ${wanted.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
} else {
  // Node 22 and newer keep what they compiled for the next start.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const { Launcher } = await import('./launcher.mjs');
  await new Launcher(process.env).run();
}
