// Refreshes the progress while jobs are running. Without it the page has a link that does the same.
const region = document.getElementById('progreso');

async function refresh() {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (response.ok) {
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.getElementById('progreso');
    if (next) {
      region.replaceChildren(...next.childNodes);
      region.dataset.busy = next.dataset.busy;
    }
  }
  if (region.dataset.busy === 'si') setTimeout(refresh, 1000);
}

if (region?.dataset.busy === 'si') setTimeout(refresh, 1000);
