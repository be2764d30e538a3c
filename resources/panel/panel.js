'use strict';
// Customers' words only ever become text nodes.
const byId = (id) => document.getElementById(id);
const states = { new: 'Nuevo', assigned: 'Asignado', diagnosing: 'En diagnóstico', waiting_customer: 'Esperando respuesta',
  waiting_parts: 'Esperando refacción', waiting_approval: 'Esperando autorización', in_repair: 'En reparación', testing: 'En pruebas',
  ready: 'Listo para entrega', delivered: 'Entregado', warranty: 'Garantía', closed: 'Cerrado', cancelled: 'Cancelado' };
const equipment = { desktop: 'Computadora', laptop: 'Laptop', printer: 'Impresora', monitor: 'Monitor', phone: 'Celular', tablet: 'Tablet',
  network: 'Red', other: 'Otro' };
const time = new Intl.DateTimeFormat('es-MX', { dateStyle: 'medium', timeStyle: 'short' });
let csrf = '';
let next = null;

function show(signedIn) {
  byId('login').hidden = signedIn;
  byId('desk').hidden = !signedIn;
  byId('logout').hidden = !signedIn;
}

async function load(cursor) {
  const answer = await fetch('/api/v1/tickets?limit=50' + (cursor ? '&cursor=' + encodeURIComponent(cursor) : ''));
  if (answer.status === 401) return show(false);
  const { data, page } = await answer.json();
  show(true);
  for (const ticket of data) {
    const row = document.createElement('tr');
    for (const value of [ticket.folio, states[ticket.status], ticket.requester, equipment[ticket.equipment_type], ticket.fault,
      time.format(new Date(ticket.created_at))]) {
      const cell = document.createElement('td');
      cell.textContent = value || '—';
      row.append(cell);
    }
    byId('rows').append(row);
  }
  next = page.next;
  byId('more').hidden = !page.has_more;
  byId('empty').hidden = byId('rows').childElementCount > 0;
}

byId('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const answer = await fetch('/api/v1/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(form)) });
  if (!answer.ok) {
    byId('error').textContent = answer.status === 429 ? 'Demasiados intentos. Espera unos minutos.' : 'El usuario o la contraseña no son correctos.';
    return;
  }
  csrf = (await answer.json()).csrf_token;
  byId('error').textContent = '';
  load();
});
byId('logout').addEventListener('click', async () => {
  if (!csrf) csrf = (await (await fetch('/api/v1/auth/me')).json()).csrf_token;
  await fetch('/api/v1/auth/logout', { method: 'POST', headers: { 'X-CSRF-Token': csrf } });
  byId('rows').replaceChildren();
  show(false);
});
byId('more').addEventListener('click', () => load(next));
fetch('/api/v1/auth/state').then((answer) => answer.json()).then(({ demo }) => { byId('demo').hidden = !demo; });
load();
