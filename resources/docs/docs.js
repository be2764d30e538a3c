'use strict';
// Everything becomes text nodes; the page works without any other server.
const words = {
  es: { search: 'Buscar', other: 'English', parameters: 'Parámetros', body: 'Cuerpo', answers: 'Respuestas', schemas: 'Esquemas',
    required: 'obligatorio', failed: 'No se pudo leer el documento.', old: 'Rutas del sistema anterior',
    about: 'Las horas son UTC (ISO 8601). Se rechazan campos y parámetros desconocidos. Las listas van de lo más nuevo a lo más viejo '
      + 'con page.next, que vale para los filtros con que se obtuvo.',
    access: { open: 'abierta', read: 'lectura', write: 'escritura', admin: 'administración' } },
  en: { search: 'Search', other: 'Español', parameters: 'Parameters', body: 'Body', answers: 'Answers', schemas: 'Schemas',
    required: 'required', failed: 'The document could not be read.', old: 'Routes of the earlier system',
    access: { open: 'open', read: 'read', write: 'write', admin: 'administration' } },
};
const byId = (id) => document.getElementById(id);
let language = navigator.language.startsWith('en') ? 'en' : 'es';
let api = null;

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// A schema on a few lines, as an example of what fits it.
function sketch(schema, depth = 0) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.anyOf) return schema.anyOf.map((one) => sketch(one, depth)).join(' | ');
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const types = [].concat(schema.type || 'any');
  const or = types.includes('null') ? ' | null' : '';
  if (types.includes('array')) return '[' + sketch(schema.items, depth) + ', …]' + or;
  if (!types.includes('object') || !schema.properties) return types.join(' | ') + (schema.format ? ' (' + schema.format + ')' : '');
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(schema.properties).map(([name, field]) =>
    indent + name + ((schema.required || []).includes(name) ? '' : '?') + ': ' + sketch(field, depth + 1));
  return '{\n' + lines.join('\n') + '\n' + '  '.repeat(depth) + '}' + or;
}

function block(parent, title, ...content) {
  parent.append(make('h3', title), ...content);
}

function showParameters(parent, parameters, text) {
  const table = make('table');
  for (const one of parameters) {
    const row = make('tr');
    row.append(make('td', one.name), make('td', one.in), make('td', sketch(one.schema)),
      make('td', (one.required ? text.required + '. ' : '') + (one.description || '')));
    table.append(row);
  }
  block(parent, text.parameters, table);
}

function resolve(answer) {
  return answer.$ref ? api.components.responses[answer.$ref.split('/').pop()] : answer;
}

function fill(parent, operation, text) {
  if (operation.parameters) showParameters(parent, operation.parameters, text);
  if (operation.requestBody) block(parent, text.body, make('pre', sketch(operation.requestBody.content['application/json'].schema)));
  const table = make('table');
  for (const [status, answer] of Object.entries(operation.responses)) {
    const row = make('tr');
    const [type, content] = Object.entries(resolve(answer).content || {})[0] || ['', {}];
    const shape = make('td');
    shape.append(make('pre', content.schema ? sketch(content.schema) : type));
    row.append(make('td', status), make('td', resolve(answer).description));
    if (type) row.append(shape);
    table.append(row);
  }
  block(parent, text.answers, table);
}

function showOperation(method, path, operation, text) {
  const details = make('details');
  const head = make('summary');
  const about = (language === 'es' && operation['x-summary-es']) || operation.summary || '';
  head.append(make('span', method.toUpperCase(), 'method'), make('code', path), make('span', about),
    make('span', text.access[operation['x-access']], 'access'));
  details.append(head);
  details.addEventListener('toggle', () => {
    if (details.childElementCount === 1) fill(details, operation, text);
  });
  return details;
}

function show() {
  const text = words[language];
  document.documentElement.lang = language;
  byId('search-label').textContent = text.search;
  byId('language').textContent = text.other;
  const wanted = byId('search').value.toLowerCase();
  const groups = new Map();
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const searched = [path, method, operation.summary, operation['x-summary-es']].join(' ').toLowerCase();
      if (!searched.includes(wanted)) continue;
      const tag = operation.tags[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(showOperation(method, path, operation, text));
    }
  }
  byId('about').textContent = text.about || api.info.description;
  byId('routes').replaceChildren();
  for (const [tag, list] of [...groups].sort(([a], [b]) => a.localeCompare(b)))
    byId('routes').append(make('h2', tag === 'old' ? text.old : tag), ...list);
  byId('schemas').replaceChildren(make('h2', text.schemas));
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    const details = make('details');
    details.append(make('summary', name), make('pre', sketch(schema)));
    byId('schemas').append(details);
  }
}

byId('search').addEventListener('input', show);
byId('language').addEventListener('click', () => {
  language = language === 'es' ? 'en' : 'es';
  show();
});
fetch('/api/openapi.json').then((answer) => answer.json()).then((document) => {
  api = document;
  show();
}).catch(() => {
  byId('about').textContent = words[language].failed;
});
