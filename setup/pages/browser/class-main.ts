/** The script of the class page: sorts and filters its table, and reads the page again while the roster runs. */
import { Kept } from './class-kept';
import { keepReading } from './class-refresh';
import { Grid } from './class-table';

document.documentElement.classList.add('scripted');
const kept = new Kept('class-page');
const table = document.querySelector<HTMLTableElement>('table.grid');
if (table) new Grid(table, kept);
const button = document.querySelector<HTMLButtonElement>('button[data-refresh]');
if (button) keepReading(button, kept);
