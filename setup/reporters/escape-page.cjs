/** The single-file page of jest-html-reporters with its results made safe. */
'use strict';

/** Where jest-html-reporters 3.1.7 puts its JSON, unescaped, into a <textarea> of its template. */
const placeholder = '&JEST-HTML-REPLACE-Single-PLACEHOLDER&';

/**
 * `&quot;` in that JSON ends a string and leaves the page blank; `</textarea>` ends the element and lets markup run. An error
 * page of a load balancer inside a failure message is enough for both. `&`, `<` and `>` occur in JSON's strings only, where
 * their \u escapes mean the same.
 *
 * Pure: the page in, the page out; escaping twice changes nothing. Throws when the page is not the template with JSON in it.
 */
function escapePage(page, template) {
  const [head, tail, ...more] = template.split(placeholder);
  if (tail === undefined || more.length > 0)
    throw new Error(
      `expected ${placeholder} once in the template of jest-html-reporters, found it ${more.length + (tail === undefined ? 0 : 1)} times`,
    );
  if (!page.startsWith(head) || !page.endsWith(tail) || page.length < head.length + tail.length)
    throw new Error('expected the template of jest-html-reporters around the results, found another page');
  const json = page.slice(head.length, page.length - tail.length);
  try {
    JSON.parse(json);
  } catch (error) {
    throw new Error(`expected JSON between the parts of the template, found something else (${error.message})`);
  }
  const escaped = json.replace(/[&<>]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return head + escaped + tail;
}

module.exports = { escapePage };
