// Runs before the first paint, so that a dark screen never flashes white. A file and not an inline
// script: the content security policy allows scripts of our own origin only.
(function () {
  var scheme = 'auto';
  try {
    scheme = localStorage.getItem('stepwell.color-scheme') || 'auto';
  } catch (ignored) {
    // storage may be closed; the system's choice will do
  }
  var dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
