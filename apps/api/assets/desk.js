// The curators' desk by keyboard, and the words of a field beside the field. Everything works without it.
const OFF = 'atajos-apagados';
const help = document.getElementById('atajos');
const box = document.getElementById('atajos-activos');
const form = document.getElementById('decision');
const original = document.querySelector('.original');
/** Something was written that is stored nowhere, now or before the server sent the form back. */
let isDirty = form?.dataset.pendiente === 'si';

function stored() {
  try {
    return localStorage.getItem(OFF) === 'si';
  } catch {
    return false;
  }
}

if (help && box) {
  help.hidden = false;
  box.checked = !stored();
  box.addEventListener('change', () => {
    try {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, 'si');
    } catch {
      // A browser that stores nothing keeps the choice until the next page.
    }
  });
}

// Keys

function isWriting(element) {
  return element?.closest?.('input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]');
}

function press(key) {
  const target = document.querySelector(`[data-atajo="${key}"]`);
  target?.click();
  return Boolean(target);
}

function step(by) {
  const rows = [...document.querySelectorAll('.findings h2 a')];
  if (rows.length === 0) return press(by > 0 ? 'j' : 'k');
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 && by < 0 ? -1 : at + by;
  rows.at(Math.min(Math.max(next, at < 0 ? next : 0), rows.length - 1))?.focus();
  return true;
}

function acceptAll() {
  if (!form) return false;
  for (const radio of form.querySelectorAll('input[type=radio][value=aceptar]')) {
    const chosen = form.querySelector(`input[name="${CSS.escape(radio.name)}"]:checked`);
    // What she corrected or discarded stays as she said.
    if (!chosen || chosen.value === 'despues') radio.checked = true;
  }
  isDirty = true;
  tell('Todos los datos quedan aceptados, salvo los que usted corrigió o descartó.');
  return true;
}

function reject() {
  const panel = document.getElementById('rechazo');
  if (!panel) return false;
  panel.open = true;
  document.getElementById('motivo').focus();
  return true;
}

function search() {
  const field = document.getElementById('q') ?? document.getElementById('fuente');
  field?.focus();
  return Boolean(field);
}

function tell(text) {
  const place = document.getElementById('dicho');
  if (place) place.textContent = text;
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: acceptAll,
  p: () => press('p'),
  r: reject,
  '/': search,
};

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  // Some keyboards need the shift key for the slash.
  if (event.shiftKey && key !== '/') return;
  if (!box?.checked || isWriting(target) || !Object.hasOwn(KEYS, key)) return;
  if (KEYS[key]()) event.preventDefault();
});

// A field and its words

function emphasise(field) {
  for (const mark of document.querySelectorAll('mark[data-campos]')) {
    mark.classList.toggle('active', mark.dataset.campos.split(' ').includes(field));
  }
  const first = document.getElementById(`palabras-${field}`);
  // Only the panel moves, never the page under the person's fingers.
  if (!first || !original || original.scrollHeight <= original.clientHeight) return;
  const place = first.getBoundingClientRect().top - original.getBoundingClientRect().top;
  original.scrollTop += place - original.clientHeight / 3;
}

form?.addEventListener('focusin', ({ target }) => {
  const field = target.closest('[data-campo]')?.dataset.campo;
  if (field) emphasise(field);
});

original?.addEventListener('click', (event) => {
  const field = /^#dato-(\w+)$/.exec(event.target.closest('a')?.getAttribute('href') ?? '')?.[1];
  const section = field && document.getElementById(`dato-${field}`);
  if (!section) return;
  event.preventDefault();
  section.scrollIntoView({ block: 'start' });
  section.querySelector('input, select, textarea')?.focus({ preventScroll: true });
});

// What was written

form?.addEventListener('input', ({ target }) => {
  isDirty = true;
  if (target.type === 'radio') return;
  const section = target.closest('[data-campo]');
  const correct = section?.querySelector('input[type=radio][value=corregir]');
  if (correct) correct.checked = true;
});
form?.addEventListener('submit', () => {
  isDirty = false;
});
addEventListener('beforeunload', (event) => {
  if (isDirty) event.preventDefault();
});
