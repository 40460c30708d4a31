/** Types of the insertion of charts. */
export function insertCharts(page: string, charts: readonly { svg: string; caption: string }[]): string;
