/** `npm run matrix`: puts every fault into a lab, runs the suite on it, and writes what it finds to docs/detection.md and docs/diagnosis.md. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { countsOf, pageOf, shortcomings, type Matrix } from '../fixtures/matrix/counts';
import { examplesPage } from '../fixtures/matrix/examples';
import { faults } from '../fixtures/matrix/faults';
import { blindSpots } from '../fixtures/matrix/blind';
import {
  blindRun,
  falseAlarms,
  falseAlarmsVerified,
  inspectFault,
  several,
  verifiable,
  verifyFault,
  type Row,
} from '../fixtures/matrix/run';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const USAGE =
  'npm run matrix -- [--examples] [--only <part of an id>] [--inspect-only] [--healthy <count>] [--verify-healthy <count>] [--at-once <processes>]';

/** What is written when all was run, and nothing was left out. */
const page = resolve(__dirname, '../docs/detection.md');
/** What is written each time that nothing is left out, and alone where no more is asked for. */
const examples = resolve(__dirname, '../docs/diagnosis.md');

const options = {
  examples: { type: 'boolean', default: false },
  only: { type: 'string' },
  'inspect-only': { type: 'boolean', default: false },
  healthy: { type: 'string', default: '300' },
  'verify-healthy': { type: 'string', default: '10' },
  'at-once': { type: 'string', default: '2' },
} as const;

/** As `npm run format` would have it. */
const write = async (path: string, text: string): Promise<void> =>
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell(row: Row): Row {
  const { fault, depth, detected, link, step, found, words } = row;
  if (detected && link && step) return row;
  const what = detected ? `found, link ${link ? 'right' : 'wrong'}, step ${step ? 'right' : 'wrong'}` : 'NOT FOUND';
  say(`${depth} ${fault.id}: ${what} (${found.link ?? 'no link'}, ${found.step ?? 'no step'}): ${words}`);
  return row;
}

/** Those that have a scenario. */
const MOST_VERIFIED = 300;

function wholeNumber(name: string, given: string, most = Infinity): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 0 && count <= most) return count;
  throw new Error(`Expected --${name} to be a whole number${most < Infinity ? ` up to ${most}` : ''}, found ${given}.`);
}

const allBlindSpots = Object.entries(blindSpots).flatMap(([chapter, actions]) =>
  actions.map((action) => [chapter as keyof typeof blindSpots, action] as const),
);

const seedsTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

async function run(args: string[]): Promise<number> {
  const { only, examples: examplesAlone, 'inspect-only': inspectOnly, ...counts } = parseArgs({ args, options }).values;
  const labs = wholeNumber('healthy', counts.healthy);
  const runs = inspectOnly ? 0 : wholeNumber('verify-healthy', counts['verify-healthy'], MOST_VERIFIED);
  const processes = Math.max(1, wholeNumber('at-once', counts['at-once']));
  if (examplesAlone) {
    await write(examples, await examplesPage());
    return 0;
  }
  const chosen = faults.filter(({ id }) => only === undefined || id.includes(only));
  if (chosen.length === 0) throw new Error(`Expected ${only} to be a part of a fault's id, found none with it.`);

  const inspected = await several(chosen, 1, async (fault) => tell(await inspectFault(fault)));
  const alarms = await several(seedsTo(labs), 1, falseAlarms);
  const toVerify = inspectOnly ? [] : verifiable(chosen);
  const verified = await several(toVerify, processes, async (fault) => tell(await verifyFault(fault)));
  const alarmsVerified = await several(seedsTo(runs), processes, falseAlarmsVerified);
  const spots = inspectOnly || only !== undefined ? [] : allBlindSpots;
  const passedBlind = (await several(spots, processes, ([chapter, action]) => blindRun(chapter, action))).flat();

  const matrix: Matrix = {
    rows: [...inspected, ...verified],
    healthy: labs,
    healthyVerified: runs,
    falseAlarms: [...alarms, ...alarmsVerified].flat(),
    blind: spots.length,
    passedBlind,
  };
  for (const depth of ['inspect', 'verify'] as const) {
    const { faults: all, detected, right } = countsOf(matrix.rows, depth);
    say(`${depth}: ${detected} of ${all} found, ${right} with the right link and step`);
  }
  say(`healthy labs: ${matrix.falseAlarms.length} false alarms in ${labs} inspected and ${runs} verified`);
  say(`runs that are told nothing of one thing: ${passedBlind.length} of ${spots.length} pass`);
  if (only === undefined && !inspectOnly) {
    await write(page, pageOf(matrix));
    await write(examples, await examplesPage());
  }
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
