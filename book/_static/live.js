// The living page, before it lives: one button, and what an answer in a form asks of Python.  The rest comes when it is pressed.
addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector(".dldm-live");
  if (!bar) return;
  const script = document.querySelector('script[src*="_static/live.js"]').src, cells = new URL("../_live/cells.js", script);
  let page;
  const [button, status] = bar.children;
  const wake = () => (page ??= import(cells).then((module) => module.wake(bar), (error) => {
    page = null;
    status.textContent = `The page could not be brought to life: ${error.message}`;
  }));
  const isFile = location.protocol === "file:";
  button.addEventListener("click", () => {
    if (isFile) {
      status.textContent = "A browser lets no page run Python straight from a folder. Start the book's own small server "
        + "(python serve.py, or make serve), and open the address that it prints.";
    } else wake();
  });
  document.addEventListener("dldm:answer", (event) => {
    if (isFile) return;
    event.preventDefault();
    wake().then((living) => living?.answer(event.detail));
  });
});
