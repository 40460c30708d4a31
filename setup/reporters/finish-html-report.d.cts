/** Types of the finishing reporter: the part of Jest's reporter interface that it has. */
declare class FinishHtmlReport {
  constructor(globalConfig: { rootDir: string; reporters?: readonly (readonly [path: string, options: object])[] });
  onRunStart(): void;
  onRunComplete(): void;
  getLastError(): Error | undefined;
}

export = FinishHtmlReport;
