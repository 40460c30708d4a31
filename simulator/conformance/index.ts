/** `npm run conformance`: which clients get along with the simulator, and where not. */
import { clients } from './clients';
import { printed, rowOf, type Row } from './table';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const client of clients) rows.push(await rowOf(client));
  process.stdout.write(`${printed(rows)}\n`);
  if (rows.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

void main();
