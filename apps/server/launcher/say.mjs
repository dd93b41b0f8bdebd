import { PlainProblem } from './plain-problem.mjs';

/** Prints a problem as a person should read it: one sentence; a tool's output below it when there is one. */
export function sayProblem(error) {
  if (error instanceof PlainProblem) {
    console.error(error.message);
    if (error.detail) console.error(error.detail);
  } else {
    console.error(`Stepwell stopped because of something unexpected: ${firstLine(error)}`);
  }
}

export function sayAndExit(error) {
  sayProblem(error);
  process.exit(1);
}

function firstLine(error) {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n')[0].trim();
}
