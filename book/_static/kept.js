// What a reader wrote, kept in this browser alone: one entry a page,
// {cells: {id: {code, was}}, answers: {id: …}, solved: {id: 1}}.  Where nothing can be stored, one line says so.
// After each change the document hears "dldm:kept" with {part, id}.
window.dldmKept = (() => {
  const PREFIX = "dldm:", listeners = [];
  const page = location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
  const read = (stem) => {
    try { return JSON.parse(localStorage.getItem(PREFIX + stem)) || {}; } catch { return {}; }
  };
  const tell = (message) => listeners.forEach((listener) => listener(message));
  // Stores `value` under part and id of a page; undefined takes it away.  Says whether it is kept.
  function save(part, id, value, stem = page) {
    const entry = read(stem), drawer = entry[part] ??= {};
    if (value === undefined) delete drawer[id]; else drawer[id] = value;
    try { localStorage.setItem(PREFIX + stem, JSON.stringify(entry)); } catch {
      tell("This browser has no room for your work, or a private window keeps none: download it before you leave the page.");
      return false;
    }
    tell("");
    document.dispatchEvent(new CustomEvent("dldm:kept", { detail: { part, id } }));
    return true;
  }
  const pages = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };
  const forget = () => { pages().forEach((key) => localStorage.removeItem(key)); tell(""); };
  return { page, read: (part, stem = page) => read(stem)[part] || {}, save, forget, listen: (f) => listeners.push(f) };
})();
