/* Before the page is painted: the colours the reader chose last time, if any. */
try {
  const chosen = localStorage.getItem('recount-theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* Storage may be closed, on file:// for one; then the system's colours stay. */ }
