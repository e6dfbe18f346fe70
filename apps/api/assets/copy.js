// Buttons that copy the field they name. Without this script the field can be selected and copied by hand.
async function copy(button) {
  const field = document.getElementById(button.dataset.copiar);
  const status = button.parentElement.querySelector('[role=status]');
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = 'Copiada.';
  } catch {
    // No permission, or a page without https: what is selected can be copied with the keyboard.
    status.textContent = 'Está seleccionada: cópiela con Ctrl + C.';
  }
}

for (const button of document.querySelectorAll('[data-copiar]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
