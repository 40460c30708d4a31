/** Types of the insertion of charts. */
export function insertCharts(page: string, charts: readonly string[]): string;
