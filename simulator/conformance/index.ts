/** `npm run conformance`: which clients get along with the simulator, and where not. */
import { clients } from './clients';
import { printed, rowOf, type Row } from './table';

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const client of clients) rows.push(await rowOf(client));
  process.stdout.write(`${printed(rows)}\n`);
  if (rows.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

void main();
