package arabic

// loadedWords take sides and have one rendering that takes the same side:
// martyr, terrorist, Zionist, mercenary, infidel, takfiri, tyrant, traitor.
// شهيد alone is a first name as well, and النظام is any system.
const loadedWords = `شهداء شهداءنا شهدائنا شهيدا استشهد استشهدت استشهدوا ارهابي ارهابيا ارهابيه ارهابيين ارهابيون ارهابيو
	صهيوني صهيونيه صهاينه مرتزق مرتزقه كفار تكفيري تكفيريه تكفيريين تكفيريون طاغيه طغاه خونه`
