// Says in the page, not only in the console, that a passkey was not used (cancelled, timed out, unknown).
document.addEventListener("allauth.error", () => {
  const problem = document.getElementById("passkey-problem");
  if (problem) problem.hidden = false;
});
