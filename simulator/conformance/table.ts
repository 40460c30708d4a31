/** What came of the cases, for each client and service, as a table to read. */
import { simulate } from '../index';
import { smallLab } from '../testing';
import { casesOf, nameOf, wrongIn, type Case, type ServiceName } from './cases';
import type { Client } from './clients';

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
export async function rowOf(client: Client, chosen: (asked: Case) => boolean = () => true): Promise<Row> {
  const row: Row = { client: client.name, available: client.available(), services: new Map(), failures: [] };
  if (!row.available) return row;
  const lab = await simulate(smallLab);
  try {
    const cases = (await casesOf(lab)).filter(chosen);
    const outcomes = await client.ask(cases, lab.endpoint);
    for (const [i, asked] of cases.entries()) {
      const wrong = wrongIn(asked, outcomes[i]!);
      const { passed, failed } = row.services.get(asked.service) ?? { passed: 0, failed: 0 };
      row.services.set(
        asked.service,
        wrong === undefined ? { passed: passed + 1, failed } : { passed, failed: failed + 1 },
      );
      if (wrong !== undefined) row.failures.push(`${client.name}: ${nameOf(asked)}: ${wrong}`);
    }
  } finally {
    await lab.close();
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
