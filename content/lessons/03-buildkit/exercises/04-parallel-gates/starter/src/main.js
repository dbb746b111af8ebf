import { h, render } from 'preact';
import { height } from './tide.js';

const port = { name: 'Cuxhaven', high: 3.3, low: 0.4 };
const rows = [0, 2, 4, 6, 8, 10, 12].map((hours) => h('li', null, `+${hours} h: ${height(hours, port).toFixed(1)} m`));
render(h('section', null, h('h1', null, port.name), h('ul', null, rows)), document.getElementById('app'));
