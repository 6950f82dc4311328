"""What reps, leaders and the office write down, in Turkish. In braces: what the firm fills in."""

from __future__ import annotations

#: Outcome → notes of a visit that ended so.
NOTES = {
    "Very Interested": (
        "{kisi} ile görüşüldü. {arac} araçlık filo için taşıt tanıma istiyorlar, teklifimizi bekliyorlar.",
        "Depoda {kisi} ile bir araya geldik. Mevcut iskontodan memnun değiller, hızlı dönüş istediler.",
        "Numune UTTS raporu gösterildi, çok beğendiler. Aylık {litre} litre tüketim beyan ettiler.",
        "{kisi} yeni araç alımı yapacaklarını söyledi; alımdan önce anlaşmayı bitirmek istiyor.",
    ),
    "Offer Made": (
        "Motorin için iskontolu teklif sunuldu. {kisi} ortaklarıyla değerlendirip dönecek.",
        "Aylık {litre} litre taahhüt üzerinden teklif verildi, teminat olarak DBS konuşuldu.",
        "Yazılı teklif elden teslim edildi. Vade 30 gün istiyorlar, merkezle görüşülecek.",
        "Revize teklif verildi; AdBlue da pakete eklendi. Cevap bu hafta gelecek.",
    ),
    "Interested": (
        "Tanışma ziyareti yapıldı. {il} merkezli çalışıyorlar, yıl içinde tedarikçi değiştirebilirler.",
        "{kisi} ile kısa görüşme: istasyon ağımızı sordu, güzergâh listesi gönderilecek.",
        "Broşür ve istasyon haritası bırakıldı. Filo yöneticisiyle ayrıca görüşülmesi istendi.",
        "Şu an aylık {litre} litre civarında alıyorlar. Fiyat listesi e-posta ile iletilecek.",
    ),
    "Call Later": (
        "{kisi} yerinde yoktu, ay sonunda aranacak.",
        "Yoğun dönemdeler; hasat sonrasında tekrar görüşelim dediler.",
        "Bütçe görüşmeleri sürüyor, gelecek ay için söz alındı.",
        "Telefonla ulaşıldı, müsait olmadıkları için görüşme ertelendi.",
    ),
    "Contracted Elsewhere": (
        "{rakip} ile sözleşmeleri var; bitimine bir ay kala tekrar gidilecek.",
        "Halen {rakip} istasyonlarını kullanıyorlar, erken fesih cezası varmış. Tarih not edildi.",
        "{kisi}, {rakip} ile taahhüdün dolmasını beklediklerini söyledi.",
    ),
    "Not Interested": (
        "Tüketimleri düşük, kendi tanklarından karşılıyorlar. Şimdilik ilgilenmiyorlar.",
        "Akrabalarının istasyonundan aldıklarını söylediler, ısrar edilmedi.",
        "Fiyat dışında bir konuya bakmıyorlar; beklentileri karşılanamaz seviyede.",
    ),
    "Contract Signed": (
        "Sözleşme imzalandı. Evrak seti tamam, araç kayıtları için plaka listesi alındı.",
        "Sözleşme ve teminat çeki teslim alındı. Kart basımı için talimat verildi.",
        "{kisi} ile sözleşme imzalandı; ilk dolum için tarih konuşuldu.",
    ),
    "Routine": (
        "Rutin ziyaret. Tüketim normal seyrinde, şikâyet yok.",
        "{kisi} ile ay değerlendirmesi yapıldı; limit artışı talebi var.",
        "Fatura mutabakatı yapıldı, sorun çıkmadı.",
        "Yeni alınan araçlar için taşıt tanıma montajı planlandı.",
        "Son haftalarda alım azaldı; araçların bir kısmı şantiye dışındaymış.",
        "Pompa başında bekleme şikâyeti iletildi, istasyon yönetimiyle görüşülecek.",
        "AdBlue alımına da bizden başlamaları konuşuldu.",
    ),
    "Lost": (
        "Firma rakiple anlaştı, dosya kapatıldı.",
        "Araç filosunu elden çıkarıyorlar, takip sonlandırıldı.",
        "Vade talebi karşılanamadı; görüşmeler sonlandı.",
    ),
}
PURPOSES = (
    "Tanışma", "Teklif sunumu", "Sözleşme görüşmesi", "Ay sonu değerlendirmesi", "Limit görüşmesi",
    "Evrak tamamlama", "Taşıt tanıma montajı", "Tahsilat hatırlatma", "Memnuniyet ziyareti",
)  # fmt: skip
LOST_REASONS = (
    "Rakip daha yüksek iskonto verdi", "Vade talebi karşılanamadı", "Filosunu küçülttü",
    "İstasyon ağı güzergâhına uymuyor", "Teminat veremedi", "Faaliyetini durdurdu",
)  # fmt: skip
ASSIGNMENT_NOTES = (
    "Müşteri çağrı merkezini aradı, fiyat bilgisi istiyor.",
    "Web sitesinden talep bıraktılar, bu hafta içinde ziyaret edilmeli.",
    "Tüketimi düştü, yerinde görüşülmesi gerekiyor.",
    "Sözleşme bitimi yaklaşıyor, yenileme konuşulsun.",
    "Eksik evrakları var: imza sirküleri ve vergi levhası alınmalı.",
)
DECLINE_REASONS = (
    "Aynı gün başka ilde olacağım.",
    "İzinli olduğum güne denk geliyor.",
    "Firma telefonla ertelendi.",
)
TRANSFER_REASONS = (
    "Bölge düzenlemesi nedeniyle devredildi.",
    "Firma sahibi önceki iş yerinden tanıdığı için talep edildi.",
    "Uzun süredir temas edilmediği için devri istendi.",
)

#: (subject, description, priority)
WORK_ORDERS = (
    ("Eksik evrakların tamamlanması", "İmza sirküleri ve güncel vergi levhası alınacak.", "High"),
    ("Teminat mektubunun yenilenmesi", "Mektup süresi dolmak üzere; banka ile teyit edilecek.", "Urgent"),
    ("Taşıt tanıma montaj randevusu", "Yeni araçlar için montaj ekibi yönlendirilecek.", "Medium"),
    ("Limit artış dosyası hazırlanması", "Son üç aylık tüketim ve ödeme bilgisi eklenecek.", "Medium"),
    ("Fatura mutabakatı", "Geçen ayın faturaları muhasebe ile karşılaştırılacak.", "Low"),
    ("Rakip fiyat araştırması", "Bölgedeki istasyonların pompa ve iskonto fiyatları derlenecek.", "Medium"),
    ("Şikâyet takibi", "Pompada bekleme şikâyeti yerinde incelenecek.", "High"),
    ("Sözleşme yenileme görüşmesi", "Bitimine iki aydan az kaldı, teklif güncellenecek.", "High"),
)
#: The same, for everybody of a team at once.
TEAM_ORDERS = (
    (
        "Yeni fiyat listesinin dağıtımı",
        "Ay başı geçerli listeyi takip ettiğiniz müşterilere bırakın.",
        "Medium",
    ),
    ("İstasyon tabelası kontrolü", "Bölgenizdeki tabelaların fotoğrafını bu iş emrine ekleyin.", "High"),
)
#: Said under an order of a team: by a rep, then by who gave it.
TEAM_TALK = (
    (
        "Bölgemdeki üç istasyonun tabelası eksik, nasıl ilerleyelim?",
        "Eksikleri listeleyin, merkeze ileteceğim.",
    ),
    ("Liste elimde, yarın başlıyorum.", "Teşekkürler, geri bildirimleri buraya yazın."),
)
COMMENTS = (
    "Teklif yenilendi, cevabı bu hafta bekliyoruz.",
    "Muhasebe müdürü değişmiş, yeni kişi kayda eklendi.",
    "İkinci depo için de görüşme istiyorlar.",
    "Limit artışı merkezde onay bekliyor.",
    "Filo yöneticisi önümüzdeki ay emekli oluyor.",
    "Rakip yüzde bir fazla iskonto önermiş, dikkat edelim.",
)
#: As the app itself tells it in Turkish.
TOLD_NEW_ORDER = "Yeni iş emri: {is_emri}"
TOLD_DONE = "{kim}: {is_emri} iş emrinin yeni durumu: Tamamlandı."
TOLD_COMMENT = "{kim}, {is_emri} iş emrine yazdı: {metin}"
LEAVE_REASONS = ("Yıllık izin", "Sağlık raporu")
RESULT_NOTES = (
    "Tamamlandı, evraklar sisteme yüklendi.",
    "Müşteri ile görüşüldü, sorun giderildi.",
    "Randevu alındı.",
)
REMINDERS = (
    ("Teklif cevabını sor", None),
    ("Teminat çekini bankadan takip et", None),
    ("Haftalık plan gözden geçirilecek", "Weekly"),
    ("Araç bakım randevusu", None),
    ("Ay sonu raporunu gönder", "Monthly"),
    ("Plaka listesini iste", None),
    ("Doğum günü için ara", None),
)
