import { h, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { label } from './label.js';

function Status() {
  const [services, setServices] = useState([]);
  useEffect(() => {
    const load = () => fetch(`${import.meta.env.VITE_API}/services`).then((r) => r.json()).then(setServices);
    load();
    const timer = setInterval(load, 30_000);
    return () => clearInterval(timer);
  }, []);
  return h('ul', null, services.map((s) => h('li', { key: s.id, class: s.state }, `${s.name}: ${label(s.state)}`)));
}

render(h(Status), document.getElementById('app'));
