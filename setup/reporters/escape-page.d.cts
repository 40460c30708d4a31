/** Types of the page escaping. */
export function escapePage(page: string, template: string): string;
