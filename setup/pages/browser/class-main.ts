/** The script of the class page: sorts and filters its table, and reads the page again while the roster runs. */
import { keepFocus } from './class-focus';
import { Kept } from './class-kept';
import { keepReading } from './class-refresh';
import { Grid } from './class-table';
import { openForPaper } from './paper';

document.documentElement.classList.add('scripted');
openForPaper();
// Another class in the same tab has choices of its own; both languages of one share theirs.
const kept = new Kept(`class-page ${new URL('.', location.href).pathname}`);
const table = document.querySelector<HTMLTableElement>('table.grid');
if (table) new Grid(table, kept);
const more = document.querySelector<HTMLDetailsElement>('details#more');
if (more) {
  more.open = kept.get('more') === 'open';
  more.addEventListener('toggle', () => kept.set('more', more.open ? 'open' : ''));
}
keepFocus(kept);
const button = document.querySelector<HTMLButtonElement>('#refresh');
if (button) keepReading(button, document.querySelector<HTMLElement>('#state')!, kept);
