/** The lines of a file of JSON lines, as far as they are whole. */
import type { z } from 'zod';
import type { Text } from '../../helpers/language';

/**
 * What follows the last line's end is half a line that a killed run has left, and no loss worth telling of.
 * @param lacks is told how many lines could not be read
 */
export function wholeLines<T>(text: string, schema: z.ZodType<T>, file: string, lacks: Text[]): T[] {
  const lines = text.split('\n').slice(0, -1);
  const read = lines.flatMap((line) => {
    const parsed = schema.safeParse(parsedJson(line));
    return parsed.success ? [parsed.data] : [];
  });
  const lost = lines.length - read.length;
  if (lost > 0)
    lacks.push({
      ko: `${file}: ${lines.length}줄 중 ${lost}줄을 읽을 수 없습니다.`,
      en: `${file}: ${lost} of ${lines.length} lines could not be read.`,
    });
  return read;
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
