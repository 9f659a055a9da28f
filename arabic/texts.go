package arabic

// textWords are words with which a story tells of translations, machines that
// write, apologies and notes: what may sound in English like a machine that
// speaks of its own task.
const textWords = `ترجمه ترجم ترجمت ترجمها ترجموا يترجم تترجم مترجم مترجمه مترجمين مترجمون مترجما اسف اسفه اسفون اسفين عذرا معذره اعتذر نعتذر اعتذار ناسف اتاسف
ملاحظه ملاحظات ملحوظه تنويه تنبيه اكيد تاكيد طبع طبعا حسنا نعم اجل ذكاء شات روبوت روبوتات نموذج نماذج مساعد مساعده مساعدتك لغوي لغويه شيفره
جواب اجابه اجاب رد نتيجه مخرجات انكليزيه انجليزيه`
