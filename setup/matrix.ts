/** `npm run matrix`: puts every fault into a lab, runs the suite on it, and writes what it finds to docs/detection.md. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countsOf, pageOf, shortcomings, type Matrix } from '../fixtures/matrix/counts';
import { faults } from '../fixtures/matrix/faults';
import { falseAlarms, inspectFault, several, verifiable, verifyFault, type Row } from '../fixtures/matrix/run';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const USAGE = 'npm run matrix -- [--only <part of an id>] [--inspect-only] [--healthy <count>] [--at-once <processes>]';

/** What is written when all was run, and nothing was left out. */
const page = resolve(__dirname, '../docs/detection.md');

const options = {
  only: { type: 'string' },
  'inspect-only': { type: 'boolean', default: false },
  healthy: { type: 'string', default: '300' },
  'at-once': { type: 'string', default: '2' },
} as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell(row: Row): Row {
  const { fault, depth, detected, link, step, found, words } = row;
  if (detected && link && step) return row;
  const what = detected ? `found, link ${link ? 'right' : 'wrong'}, step ${step ? 'right' : 'wrong'}` : 'NOT FOUND';
  say(`${depth} ${fault.id}: ${what} (${found.link ?? 'no link'}, ${found.step ?? 'no step'}): ${words}`);
  return row;
}

async function run(args: string[]): Promise<number> {
  const { only, 'inspect-only': inspectOnly, healthy, 'at-once': atOnce } = parseArgs({ args, options }).values;
  const [labs, processes] = [healthy, atOnce].map(Number);
  if (!Number.isInteger(labs) || labs! < 0 || !Number.isInteger(processes) || processes! < 1)
    throw new Error(`Expected whole numbers, found --healthy ${healthy} and --at-once ${atOnce}.`);
  const chosen = faults.filter(({ id }) => only === undefined || id.includes(only));
  if (chosen.length === 0) throw new Error(`Expected ${only} to be a part of a fault's id, found none with it.`);

  const inspected = await several(chosen, 1, async (fault) => tell(await inspectFault(fault)));
  const seeds = Array.from({ length: labs! }, (_, i) => i + 1);
  const alarms = (await several(seeds, 1, falseAlarms)).flat();
  const toVerify = inspectOnly ? [] : verifiable(chosen);
  const verified = await several(toVerify, processes!, async (fault) => tell(await verifyFault(fault)));

  const matrix: Matrix = { rows: [...inspected, ...verified], healthy: labs!, falseAlarms: alarms };
  for (const depth of ['inspect', 'verify'] as const) {
    const { faults: all, detected, right } = countsOf(matrix.rows, depth);
    say(`${depth}: ${detected} of ${all} found, ${right} with the right link and step`);
  }
  say(`healthy labs: ${alarms.length} false alarms in ${labs}`);
  if (only === undefined && !inspectOnly) writeFileSync(page, pageOf(matrix));
  const short = shortcomings(matrix);
  short.forEach(say);
  return short.length > 0 ? 1 : 0;
}

run(process.argv.slice(2)).then(
  (code) => void (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exitCode = 2;
  },
);
