// Material takes every link[rel=alternate] for a translation, and fetches a sitemap for each. Feed
// readers read the page as it was sent; what runs here is told that these links are feeds.
for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.rel = "alternate feed";
