/** Writes the class into its folder: both pages, CSV and JSON, each in one step, so that a reader finds the old one or the new one. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classCsv, classJson } from './data';
import { classCsvFile, classFile, classJsonFile, classPage } from './page';
import type { ClassRecord } from './record';
import { tableOf } from './row';

/** @returns the files, the Korean page first */
export function writeClass(record: ClassRecord, folder: string, { mask }: { mask: boolean }): string[] {
  const table = tableOf(record, { mask });
  const files: [string, string][] = [
    [classFile('ko'), classPage(table, 'ko')],
    [classFile('en'), classPage(table, 'en')],
    [classCsvFile, classCsv(table)],
    [classJsonFile, classJson(table)],
  ];
  mkdirSync(folder, { recursive: true });
  return files.map(([name, text]) => {
    const path = join(folder, name);
    const passing = `${path}.${process.pid}`;
    try {
      writeFileSync(passing, text);
      renameSync(passing, path);
    } finally {
      rmSync(passing, { force: true });
    }
    return path;
  });
}
