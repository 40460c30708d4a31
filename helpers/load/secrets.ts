/** What of a text from outside may be shown in an error: errors are printed, and kept in reports. */

/** Without the user names and passwords of URLs, written with a scheme or without. */
export const withoutPasswords = (text: string): string => text.replace(/[^\s/"']+@/g, '…@');

/**
 * An ab line up to the first option whose value may be secret: -H, -A, -C, -P (httpd 2.4 support/ab.c) and words with two dashes,
 * which are other tools' options. Nothing after it is shown, for where its value ends is known only of a line without mistakes.
 */
export function withoutSecrets(line: string): string {
  const cut = /(?<!\S)["'\\]*-(?:-[\w-]*|\S*?[HACP])/.exec(line);
  const end = cut ? cut.index + cut[0].length : line.length;
  return withoutPasswords(line.slice(0, end)) + (end < line.trimEnd().length ? ' …' : '');
}
