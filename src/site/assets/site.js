// Finds pages by their names, most from two letters on, and copies commands. Without it every page still reads
// as a page; the search page lists everything.
(() => {
  "use strict";
  const root = document.body.dataset.root;
  const shards = new Map();
  const waiting = new Map();
  const most = 12;

  // As `src/site/search/words.rs` does it.
  const folded = {
    "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d",
    "\u00fe": "th", "\u0127": "h", "\u0131": "i", "\u014b": "n", "\u0167": "t",
  };
  const words = (text) =>
    [...text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()].map((letter) => folded[letter] || letter).join("")
      .split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean);
  // The same, and neighbours written as one word: `on`, `call`, `oncall`.
  const together = (text) => {
    const apart = words(text);
    const pairs = apart.map((word, at) => [apart.slice(at, at + 2), apart.slice(at, at + 3)]).flat();
    return apart.concat(pairs.filter((it) => it.length > 1).map((it) => it.join("")));
  };

  const address = (letters) =>
    "search/" + [...letters].map((letter) =>
      /[a-z0-9]/.test(letter) ? letter : "-" + letter.codePointAt(0).toString(16)).join("") + ".js";

  // What shards call, and the list of them.
  let known = new Set();
  window.learnFound = (letters, rows, parts = 1) => shards.set(letters, { letters, rows, parts });
  window.learnShards = (names) => { known = new Set(names); };

  const load = (path) => {
    if (!waiting.has(path)) {
      waiting.set(path, new Promise((done) => {
        const script = document.createElement("script");
        script.src = root + path;
        script.onload = script.onerror = done;
        document.head.append(script);
      }));
    }
    return waiting.get(path);
  };

  // The longest shard that there is for a word.
  const shardFor = async (word) => {
    await load("search/shards.js");
    const letters = [...word];
    for (let length = letters.length; length >= 1; length -= 1) {
      const name = letters.slice(0, length).join("");
      if (known.has(name)) {
        await load(address(name));
        return shards.get(name);
      }
    }
    return undefined;
  };

  // How well a row fits, best first: a whole name, somebody's name, how a name begins, a name, other words, and a
  // name with words of what is said of it, such as somebody's team.
  const rank = (row, asked) => {
    const title = together(row[0]);
    const all = title.concat(words(row[3]));
    const holds = (list) => (word) => list.some((other) => other.startsWith(word));
    const isIn = (list) => asked.every(holds(list));
    if (!isIn(all)) return asked.some(holds(all)) && isIn(all.concat(words(row[2]))) ? 6 : -1;
    const begins = title.length > 0 && title[0].startsWith(asked[0]);
    if (!isIn(title)) return begins ? 4 : 5;
    // One letter alone is how somebody's name begins rather than a word.
    if (words(row[0]).join("") === asked.join("") && asked.join("").length > 1) return 0;
    if (/^people\/[^/]+\/index\.html$/.test(row[1])) return begins ? 1 : 2;
    return begins ? 3 : 5;
  };

  // What fits in the shard of one of the words.
  const found = async (asked, word) => {
    const shard = await shardFor(word);
    let fits = [];
    // A word of very many names comes in parts; most often the first is enough.
    for (let part = 1; shard && part <= shard.parts && fits.length <= most; part += 1) {
      const name = shard.letters + "_" + part;
      if (part > 1) await load(address(name));
      const rows = (part > 1 ? shards.get(name) : shard)?.rows || [];
      fits = fits.concat(rows.map((row) => ({ row, rank: rank(row, asked) })).filter((it) => it.rank >= 0));
    }
    return fits.sort((one, other) => one.rank - other.rank).map((it) => it.row);
  };

  // The longest word leads to the fewest names. Then the others are tried, and all of them as one word.
  const search = async (text) => {
    const asked = words(text);
    const tries = [...asked].sort((one, other) => other.length - one.length).map((word) => [asked, word]);
    if (asked.length > 1) tries.push([[asked.join("")], asked.join("")]);
    for (const [all, word] of tries) {
      const rows = await found(all, word);
      if (rows.length) return rows;
    }
    return [];
  };

  // What is said when nothing is found, with what to try.
  const nothing = (text) => {
    const lists = document.createElement("a");
    lists.href = root + "search/index.html";
    lists.textContent = "look through the lists";
    // The box is left when the pointer goes down; the link would be gone before it comes up.
    lists.addEventListener("mousedown", (event) => event.preventDefault());
    const tries = [...text.trim()].length > 1
      ? "Nothing by that name. Try its first letters alone, another spelling, or "
      : "No name is this letter alone. Type a second one, or ";
    return [tries, lists, "."];
  };

  let count = 0;
  const attach = (place) => {
    count += 1;
    const id = "search-" + count;
    const box = document.createElement("div");
    box.className = "jump-box";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = place.dataset.search;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-label", place.dataset.search);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    const list = document.createElement("ul");
    list.id = id;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Results");
    list.hidden = true;
    const said = document.createElement("p");
    said.className = "found unseen";
    said.setAttribute("role", "status");
    box.append(input, list, said);
    place.replaceWith(box);

    let at = -1;
    let turn = 0;
    const options = () => [...list.children];
    const mark = (number) => {
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === number)));
      at = number;
      const option = options()[number];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const close = () => {
      list.hidden = true;
      said.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const show = (all, text) => {
      const rows = all.slice(0, most);
      const isMore = all.length > most;
      const more = "The first " + most + ": type further to find the others.";
      list.replaceChildren(...rows.map((row, index) => {
        const option = document.createElement("li");
        option.id = id + "-" + index;
        option.setAttribute("role", "option");
        option.dataset.href = root + row[1];
        const title = document.createElement("strong");
        title.textContent = row[0];
        const detail = document.createElement("span");
        detail.textContent = row[2];
        option.append(title, " ", detail);
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => { location.href = option.dataset.href; });
        return option;
      }));
      const isNothing = rows.length === 0 && words(text).length > 0;
      said.replaceChildren(...(isNothing ? nothing(text)
        : [rows.length === 1 ? "1 result" : isMore ? more : rows.length ? rows.length + " results" : ""]));
      said.classList.toggle("unseen", !isNothing);
      said.hidden = false;
      list.hidden = rows.length === 0;
      input.setAttribute("aria-expanded", String(rows.length > 0));
      mark(rows.length ? 0 : -1);
      list.dataset.more = isMore ? more : "";
      box.classList.toggle("nothing", isNothing);
    };
    input.addEventListener("input", async () => {
      const mine = (turn += 1);
      const rows = await search(input.value);
      if (mine === turn) show(rows, input.value);
    });
    input.addEventListener("keydown", (event) => {
      const many = options().length;
      if (event.key === "ArrowDown" && many) mark((at + 1) % many);
      else if (event.key === "ArrowUp" && many) mark((at + many - 1) % many);
      else if (event.key === "Enter" && at >= 0 && !list.hidden) location.href = options()[at].dataset.href;
      else if (event.key === "Escape" && box.querySelector("ul:not([hidden]), .found:not(.unseen, [hidden])")) close();
      else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });
    input.addEventListener("focus", () => {
      if (!input.value) return;
      said.hidden = false;
      if (!options().length) return;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    });
    return input;
  };

  const inputs = [...document.querySelectorAll("[data-search]")].map(attach);
  const home = document.querySelector("main .jump-box input");
  if (home && matchMedia("(hover: hover)").matches) home.focus({ preventScroll: true });
  // A search can be kept and passed on by its address: `search/?q=incident`.
  const asked = new URLSearchParams(location.search).get("q");
  if (home && asked) {
    home.value = asked;
    home.dispatchEvent(new Event("input"));
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && inputs.length) {
      (home || inputs[0]).focus();
      event.preventDefault();
    }
  });

  const commands = document.querySelectorAll("code[data-copy]");
  if (navigator.clipboard && commands.length) {
    const heard = document.createElement("p");
    heard.className = "unseen";
    heard.setAttribute("role", "status");
    document.body.append(heard);
    for (const command of commands) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      const say = (word) => {
        button.textContent = word;
        button.setAttribute("aria-label", `${word}: ${command.textContent}`);
      };
      say("Copy");
      button.addEventListener("click", async () => {
        const word = await navigator.clipboard.writeText(command.textContent).then(() => "Copied", () => "Not copied");
        say(word);
        heard.textContent = word;
        setTimeout(() => { say("Copy"); heard.textContent = ""; }, 2000);
      });
      command.after(" ", button);
    }
  }
})();
