/** `npm run conformance`: which clients get along with the simulator, and where not. */
import { clients, type Client } from './clients';
import { missingMembers, strayMembers } from './recorded';
import { comparisonOf, printed, rowOf, type Row } from './table';
import { tellAll, untold, withLab } from './telling';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function oneByOne(row: (client: Client) => Promise<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const client of clients) rows.push(await row(client));
  return rows;
}

async function main(): Promise<void> {
  const told = await tellAll();
  const missing = await withLab((_, lab) => Promise.resolve(untold(told, lab)));
  // Side by side: most of the time goes into starting the CLI, once for each call.
  const [expected, compared] = await Promise.all([
    oneByOne((client) => rowOf(client)),
    oneByOne((client) => comparisonOf(client, told)),
  ]);
  const shapes = [...missingMembers(told)];
  const stray = await strayMembers(told);
  process.stdout.write(`Errors, pages, waiters, and what is expected of answers

${printed(expected)}

Every simulated operation: answers as the SDK for JavaScript reads them

${printed(compared)}

Members that are always there in AWS's recorded answers

${shapes.map(([name, lacks]) => `${name}: ${lacks.join('; ') || 'all there'}`).join('\n')}

${told.length} parts of the story; not asked: ${missing.join(', ') || 'none'}; not in AWS's model: ${stray.join(', ') || 'none'}
`);
  const rows = [...expected, ...compared];
  const wrong = [
    ...rows.flatMap(({ failures }) => failures),
    ...shapes.flatMap(([, lacks]) => lacks),
    ...missing,
    ...stray,
  ];
  if (wrong.length > 0) process.exitCode = 1;
}

void main();
