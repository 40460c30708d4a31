/** Types of the escaping reporter: the part of Jest's reporter interface that it has. */
declare class EscapeHtmlReport {
  constructor(globalConfig: { rootDir: string; reporters?: readonly (readonly [path: string, options: object])[] });
  onRunComplete(): void;
  getLastError(): Error | undefined;
}

export = EscapeHtmlReport;
