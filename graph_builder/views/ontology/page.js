"use strict";
// Filters the terms by the words in the box.  The page is whole without it.
(() => {
  const form = document.querySelector("#page-filter");
  const box = document.querySelector("#page-words");
  const count = document.querySelector("#page-count");
  const sections = [...document.querySelectorAll("section.terms")];
  const articles = [...document.querySelectorAll("section.terms article")];
  const others = [...document.querySelectorAll("main > section:not(.terms)")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(articles.map((article) => [article, plain(article.textContent)]));
  const links = [...document.querySelectorAll(".contents li li")];

  function filter() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      article.hidden = !words.every((word) => texts.get(article).includes(word));
      shown += article.hidden ? 0 : 1;
    }
    const empty = (section) => !section.querySelector("article:not([hidden])");
    for (const section of sections) section.hidden = empty(section);
    for (const section of others) section.hidden = words.length > 0;
    for (const link of links) link.hidden = document.querySelector(link.firstChild.getAttribute("href")).hidden;
    for (const part of document.querySelectorAll(".contents > li")) {
      const target = document.querySelector(part.firstChild.getAttribute("href"));
      part.hidden = target.hidden;
    }
    count.textContent = words.length ? `${shown} of ${articles.length} terms` : `${articles.length} terms`;
  }

  function named() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  function reveal() {
    const target = document.getElementById(named());
    if (target && target.closest("[hidden]")) {
      box.value = "";
      filter();
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", filter);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.value = "";
      filter();
    }
  });
  addEventListener("hashchange", reveal);
  filter();
})();
