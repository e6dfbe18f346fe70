// Shows results while the person types. Without it the form does the same with its button.
const form = document.getElementById('buscador');
const words = document.getElementById('q');
const WAIT_MS = 250;
let timer;
let running;

function address() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) data.append(name, value);
  return `/buscar?${data}`;
}

// The counts belong to the results: both change together. Panel and focus stay as they were.
function replaceFilters(page) {
  const region = document.getElementById('filtros-region');
  const next = page.getElementById('filtros-region');
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const isOpen = document.getElementById('filtros').open;
  region.replaceChildren(...next.childNodes);
  document.getElementById('filtros').open = isOpen;
  if (!focused) return;
  const same = [...region.querySelectorAll('input, button, summary')].find(
    (each) => each.tagName === focused.tagName && each.name === focused.name && each.value === focused.value,
  );
  (same ?? region.querySelector('summary')).focus({ preventScroll: true });
}

async function refresh() {
  running?.abort();
  running = new AbortController();
  const url = address();
  try {
    const response = await fetch(url, { signal: running.signal, headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    // The heading with the count stays in place, so that screen readers hear it change.
    const count = document.getElementById('cuenta');
    const next = page.getElementById('resultados');
    const nextCount = page.getElementById('cuenta');
    if (!next || !nextCount) return;
    const text = nextCount.textContent;
    const region = document.getElementById('resultados');
    nextCount.replaceWith(count);
    region.replaceChildren(...next.childNodes);
    count.textContent = text;
    replaceFilters(page);
    history.replaceState(null, '', url);
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
}

function later() {
  clearTimeout(timer);
  // An answer to what was asked before must not undo what was typed or ticked since.
  running?.abort();
  timer = setTimeout(refresh, WAIT_MS);
}

words?.addEventListener('input', later);
form?.addEventListener('change', (event) => {
  if (event.target !== words) later();
});
