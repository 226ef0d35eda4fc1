/* Runs before the page is painted: the colours the reader chose last time, if any. */
(function () {
  try {
    var chosen = localStorage.getItem('recount-theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch (error) { /* Storage may be closed, on file:// for one; then the system's colours stay. */ }
})();
