// Loads the page again as soon as the catalog it was made from has changed.
(() => {
  "use strict";
  const wait = async () => {
    try {
      const answer = await fetch("/~news?after=" + document.body.dataset.state);
      if (answer.status === 200) {
        location.reload();
        return;
      }
    } catch {
      await new Promise((later) => setTimeout(later, 1000));
    }
    wait();
  };
  wait();
})();
