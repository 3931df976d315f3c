"""What pages are about, in the words of schema.org, for search engines; plain data, nothing that no page says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc.locale import translator
from cchc.model import Config, Post, Site
from cchc.records import Procedure
from cchc.schema import Origin, Unit

Thing = Mapping[str, Any]


def _told(**properties: Any) -> dict[str, Any]:
    """Return the properties that say something; `type_` and `id_` stand for `@type` and `@id`."""
    named = {f"@{key[:-1]}" if key.endswith("_") else key: value for key, value in properties.items()}
    return {key: value for key, value in named.items() if value}


def agency_id(config: Config) -> str:
    """Return what names the agency in the data of every page."""
    return f"{config.site_url}#co-quan"


def publisher(config: Config) -> Thing:
    """Return the agency in few words."""
    agency = config.agency
    return _told(
        type_="GovernmentOrganization",
        id_=agency_id(config),
        name=agency.name,
        url=config.site_url,
        logo=config.logo and config.site_url + config.logo,
    )


def agency(config: Config) -> Thing:
    """Return the agency, and how it is reached."""
    told = config.agency
    contact = _told(type_="ContactPoint", contactType="customer service", telephone=told.hotline, url=told.feedback_url)
    return {
        **publisher(config),
        **_told(
            alternateName=told.short_name,
            parentOrganization=told.parent and _told(type_="GovernmentOrganization", name=told.parent),
            address=told.address,
            telephone=told.phone,
            email=told.email,
            contactPoint=contact if told.hotline or told.feedback_url else None,
        ),
    }


def website(config: Config) -> Thing:
    """Return the section as a whole, and how it is searched."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{config.site_url}tim-kiem/?q={{search_term_string}}"}
    return _told(
        type_="WebSite",
        id_=f"{config.site_url}#chuyen-muc",
        name=config.site_name,
        url=config.site_url,
        description=config.description,
        inLanguage=config.language,
        publisher={"@id": agency_id(config)},
        potentialAction={
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    )


def article(site: Site, post: Post, card: Mapping[str, Any], versions: Sequence[Post]) -> Thing:
    """Return a post; `versions` are the same in all languages, the original first."""
    config, meta = site.config, post.meta
    root = config.site_url
    original = versions[0] if versions and post.is_translation and post in versions else None
    source = meta.source if meta.origin is Origin.REPOST else None
    return _told(
        type_="NewsArticle",
        id_=f"{root}{post.url}#bai",
        headline=post.title,
        description=card["summary"],
        url=root + post.url,
        mainEntityOfPage=root + post.url,
        inLanguage=meta.lang,
        datePublished=post.published_at.isoformat(),
        dateModified=post.modified_at(site.today).isoformat(),
        author=_unit(config, post.unit),
        contributor=[_unit(config, config.unit(id_)) for id_ in meta.co_units],
        creditText=meta.author,
        publisher=publisher(config),
        image=[root + card["image"]["url"]] if card["image"] else None,
        articleSection=post.topic.name,
        keywords=list(meta.tags),
        isBasedOn=source and _told(type_="CreativeWork", name=source.name, url=source.url),
        translationOfWork=original and _work(root, original),
        workTranslation=[_work(root, item) for item in versions[1:]] if versions and versions[0] is post else None,
        mentions=[_named(root, found) for code in meta.procedures if (found := site.procedure(code))],
    )


def _unit(config: Config, unit: Unit) -> Thing:
    return _told(
        type_="Organization" if unit.external else "GovernmentOrganization",
        name=unit.name,
        url=f"{config.site_url}tin-bai/don-vi/{unit.id}/",
        parentOrganization=None if unit.external else {"@id": agency_id(config)},
    )


def _work(root: str, post: Post) -> Thing:
    url = root + post.url
    return {"@type": "NewsArticle", "@id": f"{url}#bai", "inLanguage": post.meta.lang, "url": url}


def _named(root: str, procedure: Procedure) -> Thing:
    name, code = procedure.meta.name, procedure.meta.code
    return {"@type": "GovernmentService", "name": name, "identifier": code, "url": root + procedure.url}


def service(site: Site, procedure: Procedure) -> Thing:
    """Return a procedure, only as its record and mkdocs.yml describe it."""
    config, meta = site.config, procedure.meta
    told = config.agency
    provider = [_told(type_="GovernmentOrganization", name=name) for name in meta.executing_agencies]
    return {
        **_named(config.site_url, procedure),
        **_told(
            serviceType=meta.field,
            provider=provider[0] if len(provider) == 1 else provider,
            areaServed=_told(type_="AdministrativeArea", name=told.short_name or told.name),
            audience=_told(type_="Audience", audienceType="; ".join(meta.subjects)),
            serviceOutput=[_told(type_="Thing", name=name) for name in meta.results],
            sameAs=meta.portal_url,
            availableChannel=[*_places(config), *_online(meta.portal_url)],
        ),
    }


def _places(config: Config) -> Iterable[Thing]:
    say_hours = translator(config.language)("Giờ tiếp nhận:")
    for place in config.agency.receptions:
        yield {
            "@type": "ServiceChannel",
            "serviceLocation": _told(
                type_="Place",
                name=place.name,
                address=place.address,
                telephone=place.phone,
                description=place.hours and f"{say_hours} {place.hours}",
                hasMap=place.map_url,
            ),
        }


def _online(url: str | None) -> Iterable[Thing]:
    if url:
        yield {"@type": "ServiceChannel", "serviceUrl": url}


def breadcrumbs(config: Config, trail: Sequence[tuple[str, str]]) -> Thing:
    """Return the way from home to a page: the name and the absolute address of each step after home."""
    home = (translator(config.language)("Trang chủ"), config.site_url)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate((home, *trail), 1)
        ],
    }
