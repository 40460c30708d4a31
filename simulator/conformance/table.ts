/** What came of the cases, for each client and service, as a table to read. */
import { casesOf, nameOf, wrongIn, type Case } from './cases';
import type { Asked, Client } from './clients';
import { differences } from './compare';
import type { ServiceName } from './story';
import { withLab, type Told } from './telling';

export interface Row {
  client: string;
  available: boolean;
  /** By service, in the order of the cases. */
  services: Map<ServiceName, { passed: number; failed: number }>;
  /** A sentence for each case that failed. */
  failures: string[];
}

/**
 * Asks a client every case, at a lab of its own.
 * @param chosen which cases; all, if not told
 */
export function rowOf(client: Client, chosen: (asked: Case) => boolean = () => true): Promise<Row> {
  return filled(client, async ({ parts }, ask) => {
    const cases = (await casesOf(parts)).filter(chosen);
    const outcomes = await ask(cases);
    return cases.map((asked, i) => ({ asked, wrong: wrongIn(asked, outcomes[i]!) }));
  });
}

/** Asks a client what was told, at a lab of its own, and compares what it makes of each answer with what was made of it there. */
export function comparisonOf(client: Client, told: readonly Told[]): Promise<Row> {
  return filled(client, async (_, ask) => {
    const outcomes = await ask(told.map(({ part }) => part));
    return told.flatMap(({ part, output }, i) => {
      if ('pass' in part) return [];
      const [first, ...others] = differences(output, outcomes[i]!);
      const wrong = first && (others.length > 0 ? `${first} (and ${others.length} more)` : first);
      return [{ asked: part, wrong }];
    });
  });
}

type Lab = Parameters<Parameters<typeof withLab>[0]>[1];

async function filled(
  client: Client,
  use: (
    lab: Lab,
    ask: (cases: readonly Asked[]) => ReturnType<Client['ask']>,
  ) => Promise<{ asked: Case; wrong: string | undefined }[]>,
): Promise<Row> {
  const row: Row = { client: client.name, available: client.available(), services: new Map(), failures: [] };
  if (!row.available) return row;
  const results = await withLab((endpoint, lab) => use(lab, (cases) => client.ask(cases, endpoint)));
  for (const { asked, wrong } of results) {
    const { passed, failed } = row.services.get(asked.service) ?? { passed: 0, failed: 0 };
    const counts = wrong === undefined ? { passed: passed + 1, failed } : { passed, failed: failed + 1 };
    row.services.set(asked.service, counts);
    if (wrong !== undefined) row.failures.push(`${client.name}: ${nameOf(asked)}: ${wrong}`);
  }
  return row;
}

/** Passed/asked, a line a client and a column a service; failures below. */
export function printed(rows: readonly Row[]): string {
  const services = [...new Set(rows.flatMap((row) => [...row.services.keys()]))];
  const cells = [
    ['', ...services],
    ...rows.map(({ client, available, services: results }) => [
      client,
      ...(available
        ? services.map((service) => {
            const { passed, failed } = results.get(service) ?? { passed: 0, failed: 0 };
            return `${passed}/${passed + failed}`;
          })
        : ['not available']),
    ]),
  ];
  const width = (column: number): number => Math.max(...cells.map((line) => line[column]?.length ?? 0));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(width(column) + 2))
      .join('')
      .trimEnd(),
  );
  return [...lines, ...rows.flatMap(({ failures }) => failures)].join('\n');
}
