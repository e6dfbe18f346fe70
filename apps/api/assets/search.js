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
    const filters = document.getElementById('filtros-region');
    // Boxes are not replaced under the hand of somebody who is ticking them.
    if (!filters.contains(document.activeElement)) {
      const open = document.getElementById('filtros')?.open;
      filters.replaceChildren(...page.getElementById('filtros-region').childNodes);
      if (open) document.getElementById('filtros').open = true;
    }
    history.replaceState(null, '', url);
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, WAIT_MS);
}

words?.addEventListener('input', later);
form?.addEventListener('change', (event) => {
  if (event.target !== words) later();
});
