/** Types of the line under a chart. */
export function whatItTook(took: {
  labMinutes: number;
  calls: number;
  retried?: Record<string, number>;
  waited?: Record<string, number>;
  missed?: Record<string, number>;
}): string;
