/* Maps: light up what leads to a node and what it unlocks; arrow keys follow edges; zoom; an overview. */
(function () {
  "use strict";
  function each(list, act) { [].forEach.call(list, act); }

  function reach(start, links) {
    var seen = {}, todo = [start];
    seen[start] = true;
    while (todo.length) {
      links[todo.pop()].forEach(function (next) {
        if (!seen[next]) { seen[next] = true; todo.push(next); }
      });
    }
    return seen;
  }

  // Listeners for the focus stand on the frame: an SVG element that has some becomes a tab stop itself.
  function follow(svg) {
    var frame = svg.parentNode, nodes = svg.querySelectorAll(".nodes > .node"), after = [], before = [];
    each(nodes, function (node) {
      after.push(node.dataset.to.split(" ").filter(Boolean).map(Number));
      before.push([]);
    });
    after.forEach(function (list, from) { list.forEach(function (to) { before[to].push(from); }); });
    function face(n) { return nodes[n].querySelector("a, .still"); }
    each(svg.querySelectorAll(".still"), function (still) { still.setAttribute("tabindex", "-1"); });

    function light(n) {
      var unlocks = reach(n, after), needs = reach(n, before);
      svg.classList.add("lit");
      each(nodes, function (node, from) {
        node.classList.toggle("on", !!(unlocks[from] || needs[from]));
        each(node.querySelectorAll(".edge, .tip"), function (line) {
          var to = line.dataset.to, on = (unlocks[from] && unlocks[to]) || (needs[from] && needs[to]);
          line.classList.toggle("on", !!on);
          // Lit lines lie on top of those that begin with them.
          if (on) { node.insertBefore(line, face(from)); }
        });
      });
    }
    function dim() {
      var held = svg.querySelector(".node:focus-within");
      if (held) { light(+held.dataset.n); } else { svg.classList.remove("lit"); }
    }
    function number(event) {
      var node = event.target.closest(".node");
      return node ? +node.dataset.n : -1;
    }
    function look(event) {
      var n = number(event);
      return n < 0 ? dim() : light(n);
    }
    // What has the focus is seen whole, however it came there.
    function come(event) {
      var box = event.target.closest(".node, .column");
      look(event);
      if (box && box.matches(".node")) { box.querySelector(".box").scrollIntoView({ block: "nearest", inline: "nearest" }); }
    }
    svg.addEventListener("pointerover", look);
    svg.addEventListener("pointerleave", dim);
    frame.addEventListener("focusin", come);
    frame.addEventListener("focusout", function () { setTimeout(dim, 0); });

    svg.addEventListener("keydown", function (event) {
      var n = number(event), to;
      if (n < 0 || event.altKey || event.ctrlKey || event.metaKey) { return; }
      function beside(step) {
        var other = nodes[n + step];
        return other && other.dataset.layer === nodes[n].dataset.layer ? n + step : undefined;
      }
      switch (event.key) {
        case "ArrowRight": to = after[n][0]; break;
        case "ArrowLeft": to = before[n][0]; break;
        case "ArrowDown": to = beside(1); break;
        case "ArrowUp": to = beside(-1); break;
        default: return;
      }
      event.preventDefault();
      if (to !== undefined) {
        face(to).focus();
        nodes[to].scrollIntoView({ block: "nearest" });
      }
    });
  }

  // The smallest scale at which every word is 11 pixels high and can be read, and the smallest of all.
  var READABLE = 11 / 11.5, SMALLEST = 0.5;

  function zoom(frame) {
    var svg = frame.querySelector("svg.map"), bar = document.createElement("div"), scale = 1;
    var width = +svg.getAttribute("width"), height = +svg.getAttribute("height");
    var follow = overview(frame, svg, bar, function () { return scale; });
    bar.className = "map-zoom";
    function button(text, name, next) {
      var made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.setAttribute("aria-label", name);
      made.addEventListener("click", function () {
        // What stands in the middle stays there.
        var middle = (frame.scrollLeft + frame.clientWidth / 2) / scale;
        scale = Math.min(3, Math.max(SMALLEST, next()));
        svg.setAttribute("width", width * scale);
        svg.setAttribute("height", height * scale);
        frame.scrollLeft = middle * scale - frame.clientWidth / 2;
        follow();
      });
      bar.appendChild(made);
    }
    button("\u2212", "Smaller", function () { return scale / 1.25; });
    button("+", "Larger", function () { return scale * 1.25; });
    button("1:1", "1:1 natural size", function () { return 1; });
    // All of it where it can then be read, else as much of its height as a window shows; the rest is scrolled to.
    button("Fit", "Fit", function () {
      var tall = innerHeight * 0.85 / height, whole = Math.min(frame.clientWidth / width, tall);
      return Math.max(READABLE, whole >= READABLE ? whole : Math.min(1, tall));
    });
    frame.parentNode.insertBefore(bar, frame);
    follow();
  }

  // A little picture of a map that is wider than its frame, with what of it is seen; pressed, it leads there.
  function overview(frame, svg, bar, scale) {
    var width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
    function shape(name) { return document.createElementNS("http://www.w3.org/2000/svg", name); }
    var little = shape("svg"), seen = shape("rect");
    little.setAttribute("class", "map-overview");
    little.setAttribute("viewBox", "0 0 " + width + " " + height);
    // As wide as it may be, and no higher than three lines.
    little.style.width = "min(100%, 20rem, " + 6 * width / height + "rem)";
    little.setAttribute("aria-hidden", "true");
    each(svg.querySelectorAll(".column > rect, .box"), function (part) { little.appendChild(part.cloneNode(false)); });
    each(svg.querySelectorAll(".kind-role .box"), function (box) {
      var role = box.cloneNode(false);
      role.setAttribute("class", "role");
      little.appendChild(role);
    });
    seen.setAttribute("class", "seen");
    seen.setAttribute("height", height);
    little.appendChild(seen);
    bar.appendChild(little);

    function follow() {
      var shown = frame.clientWidth / scale();
      little.classList.toggle("whole", shown >= width);
      seen.setAttribute("x", Math.max(0, frame.scrollLeft / scale()));
      seen.setAttribute("width", Math.min(width, shown));
    }
    function lead(event) {
      var place = little.getScreenCTM();
      frame.scrollLeft = (event.clientX - place.e) / place.a * scale() - frame.clientWidth / 2;
    }
    little.addEventListener("pointerdown", function (event) {
      little.setPointerCapture(event.pointerId);
      lead(event);
    });
    little.addEventListener("pointermove", function (event) { if (event.buttons) { lead(event); } });
    frame.addEventListener("scroll", follow);
    addEventListener("resize", follow);
    return follow;
  }

  // Where somebody is on a map that shows how far they have come: at the first thing that they have begun for the role
  // they are on the way to, else at the last role that they have reached.
  function present(svg) {
    var aim = svg.querySelector(".kind-role.state-under-way"), panel;
    function last(selector) { return [].slice.call(svg.querySelectorAll(selector)).pop(); }
    function begun(box) { return !panel || (box.getBoundingClientRect().left >= panel.left && box.getBoundingClientRect().right <= panel.right); }
    if (aim) {
      each(svg.querySelectorAll(".column > rect"), function (rect) {
        var place = rect.getBoundingClientRect(), left = aim.querySelector(".box").getBoundingClientRect().left;
        if (place.left <= left && left <= place.right) { panel = place; }
      });
    }
    return [].filter.call(svg.querySelectorAll(".state-under-way .box"), begun)[0]
      || last(".kind-role.state-met .box") || last(".state-met .box");
  }
  function begin(frame) {
    var there = present(frame.querySelector("svg.map"));
    if (there && !location.hash) {
      frame.scrollLeft += there.getBoundingClientRect().left - frame.getBoundingClientRect().left - frame.clientWidth / 3;
    }
  }

  each(document.querySelectorAll(".map-scroll > svg.map"), follow);
  each(document.querySelectorAll(".map-scroll:not(.map-hop)"), function (frame) {
    zoom(frame);
    begin(frame);
  });
})();
